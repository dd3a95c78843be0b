/** Placeholder until the room is filled. */
@NullMarked
package org.wardbell.standalone;

import org.jspecify.annotations.NullMarked;
