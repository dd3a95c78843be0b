/** Keeps events: group commit, idempotency, and the start of their workflow. */
@NullMarked
package org.wardbell.activities.event;

import org.jspecify.annotations.NullMarked;
