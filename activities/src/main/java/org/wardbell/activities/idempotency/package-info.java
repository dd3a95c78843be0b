/** Answers that are kept, so that a request that is repeated is not done again. */
@NullMarked
package org.wardbell.activities.idempotency;

import org.jspecify.annotations.NullMarked;
