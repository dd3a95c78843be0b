/** Placeholder until the room is filled. */
@NullMarked
package org.wardbell.workflows;

import org.jspecify.annotations.NullMarked;
