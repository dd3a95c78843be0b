/** Webhooks as people send them, before they are checked. */
@NullMarked
package org.wardbell.activities.webhook.draft;

import org.jspecify.annotations.NullMarked;
