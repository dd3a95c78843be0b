/**
 * A receiver of webhooks: an endpoint that behaves, or misbehaves, on order and remembers its
 * requests.
 */
@NullMarked
package org.wardbell.simulator.receiver;

import org.jspecify.annotations.NullMarked;
