/** A stand-in for a collector of traces. */
@NullMarked
package org.wardbell.simulator.collector;

import org.jspecify.annotations.NullMarked;
