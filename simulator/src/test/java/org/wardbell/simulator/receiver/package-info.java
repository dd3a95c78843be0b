/** What a receiver does on order, seen by a real client. */
@NullMarked
package org.wardbell.simulator.receiver;

import org.jspecify.annotations.NullMarked;
