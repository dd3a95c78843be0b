/** The history of a webhook's settings. */
@NullMarked
package org.wardbell.api.webhook.history;

import org.jspecify.annotations.NullMarked;
