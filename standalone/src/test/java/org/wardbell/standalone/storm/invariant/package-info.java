/** Tests that each invariant's check fails for a row that breaks it. */
@NullMarked
package org.wardbell.standalone.storm.invariant;

import org.jspecify.annotations.NullMarked;
