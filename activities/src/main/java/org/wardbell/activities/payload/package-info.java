/** The part of an event that leaves, and its form for the receiver. */
@NullMarked
package org.wardbell.activities.payload;

import org.jspecify.annotations.NullMarked;
