/** Invariants, checked on what was read when it was quiet after a storm. */
@NullMarked
package org.wardbell.standalone.storm.invariant;

import org.jspecify.annotations.NullMarked;
