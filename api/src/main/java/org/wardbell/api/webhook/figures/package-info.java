/**
 * Figures of webhooks: their courses over a day, their newest deliveries, and what waits and why.
 */
@NullMarked
package org.wardbell.api.webhook.figures;

import org.jspecify.annotations.NullMarked;
