/** Tests of the faults of a storm. */
@NullMarked
package org.wardbell.standalone.storm.fault;

import org.jspecify.annotations.NullMarked;
