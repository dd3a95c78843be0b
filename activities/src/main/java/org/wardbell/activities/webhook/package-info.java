/** Keeps webhooks and says what is wrong with one. */
@NullMarked
package org.wardbell.activities.webhook;

import org.jspecify.annotations.NullMarked;
