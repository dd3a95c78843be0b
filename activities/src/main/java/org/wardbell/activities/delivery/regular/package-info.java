/** Later attempts, one activity each, retried by Temporal. */
@NullMarked
package org.wardbell.activities.delivery.regular;

import org.jspecify.annotations.NullMarked;
