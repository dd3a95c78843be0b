/** Push channels of Google, and the pushes that arrive on them. */
@NullMarked
package org.wardbell.activities.calendar.channel;

import org.jspecify.annotations.NullMarked;
