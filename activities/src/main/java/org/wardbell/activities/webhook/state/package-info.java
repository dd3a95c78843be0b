/** How a webhook is doing: its row of state, read, locked and written in one place. */
@NullMarked
package org.wardbell.activities.webhook.state;

import org.jspecify.annotations.NullMarked;
