/** The store of webhooks. */
@NullMarked
package org.wardbell.activities.webhook;

import org.jspecify.annotations.NullMarked;
