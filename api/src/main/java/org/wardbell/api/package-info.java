/** Placeholder until the room is filled. */
@NullMarked
package org.wardbell.api;

import org.jspecify.annotations.NullMarked;
