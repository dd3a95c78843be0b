/** The state of webhooks beside their settings: read, locked and written in one place. */
@NullMarked
package org.wardbell.activities.webhook.state;

import org.jspecify.annotations.NullMarked;
