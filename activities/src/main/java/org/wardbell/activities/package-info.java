/** Placeholder until the room is filled. */
@NullMarked
package org.wardbell.activities;

import org.jspecify.annotations.NullMarked;
