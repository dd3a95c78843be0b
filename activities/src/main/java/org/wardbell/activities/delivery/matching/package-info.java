/** Which webhooks want an event. */
@NullMarked
package org.wardbell.activities.delivery.matching;

import org.jspecify.annotations.NullMarked;
