/** Placeholder until the room is filled. */
@NullMarked
package org.wardbell.embedded;

import org.jspecify.annotations.NullMarked;
