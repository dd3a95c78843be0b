/** The receiver's behaviour on order, seen by a real client. */
@NullMarked
package org.wardbell.simulator.receiver;

import org.jspecify.annotations.NullMarked;
