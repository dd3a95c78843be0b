/** Webhooks over REST: created, changed, paused, deleted; credentials are never shown. */
@NullMarked
package org.wardbell.api.webhook;

import org.jspecify.annotations.NullMarked;
