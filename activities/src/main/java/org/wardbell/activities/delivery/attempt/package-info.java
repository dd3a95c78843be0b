/**
 * One attempt: slot, request, answer, decision, durable outcome, and what the webhook's state
 * learns.
 */
@NullMarked
package org.wardbell.activities.delivery.attempt;

import org.jspecify.annotations.NullMarked;
