/** Push channels and the notifications sent on them, with their faults. */
@NullMarked
package org.wardbell.simulator.google.push;

import org.jspecify.annotations.NullMarked;
