/** Placeholder until the room is filled. */
@NullMarked
package org.wardbell.simulator;

import org.jspecify.annotations.NullMarked;
