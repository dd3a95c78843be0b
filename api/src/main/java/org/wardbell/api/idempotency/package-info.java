/** Requests that are sent again with the same idempotency key, and done once. */
@NullMarked
package org.wardbell.api.idempotency;

import org.jspecify.annotations.NullMarked;
