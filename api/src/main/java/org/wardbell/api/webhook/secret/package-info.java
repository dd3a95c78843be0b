/** The exchange of a webhook's signing secret. */
@NullMarked
package org.wardbell.api.webhook.secret;

import org.jspecify.annotations.NullMarked;
