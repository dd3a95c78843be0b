/** Work that a process does beside requests and activities, every few seconds. */
@NullMarked
package org.wardbell.activities.background;

import org.jspecify.annotations.NullMarked;
