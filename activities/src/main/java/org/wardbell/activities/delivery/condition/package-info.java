/** How a webhook is doing, read and locked in one place. */
@NullMarked
package org.wardbell.activities.delivery.condition;

import org.jspecify.annotations.NullMarked;
