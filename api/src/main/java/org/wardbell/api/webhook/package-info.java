/**
 * Webhooks over REST: made, changed, paused, deleted; what looks like a credential is never shown.
 */
@NullMarked
package org.wardbell.api.webhook;

import org.jspecify.annotations.NullMarked;
