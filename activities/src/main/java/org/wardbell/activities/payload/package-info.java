/** What of an event leaves, and how it is written for the receiver. */
@NullMarked
package org.wardbell.activities.payload;

import org.jspecify.annotations.NullMarked;
