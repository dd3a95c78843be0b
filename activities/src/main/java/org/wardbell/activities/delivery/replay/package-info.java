/** Delivering again: resends and replay jobs. */
@NullMarked
package org.wardbell.activities.delivery.replay;

import org.jspecify.annotations.NullMarked;
