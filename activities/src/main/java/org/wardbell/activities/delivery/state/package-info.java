/**
 * The rows of deliveries and attempts: every statement that changes them, every type that names a
 * state.
 */
@NullMarked
package org.wardbell.activities.delivery.state;

import org.jspecify.annotations.NullMarked;
