/** The rules that a webhook must meet before it is saved. No database. */
@NullMarked
package org.wardbell.activities.webhook.rules;

import org.jspecify.annotations.NullMarked;
