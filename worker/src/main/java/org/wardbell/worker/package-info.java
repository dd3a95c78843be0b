/** Placeholder until the room is filled. */
@NullMarked
package org.wardbell.worker;

import org.jspecify.annotations.NullMarked;
