/**
 * Where webhooks arrive: an endpoint that behaves, or misbehaves, on order and remembers what it
 * saw.
 */
@NullMarked
package org.wardbell.simulator.receiver;

import org.jspecify.annotations.NullMarked;
