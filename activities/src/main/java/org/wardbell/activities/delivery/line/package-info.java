/** The lines of ordered webhooks: who is first of each subject, found by index. */
@NullMarked
package org.wardbell.activities.delivery.line;

import org.jspecify.annotations.NullMarked;
