/**
 * Stand-ins for the outside world: {@code receiver} is where webhooks arrive, {@code google} is
 * Google Calendar, {@code http} is the small server under both. They bind to loopback only and know
 * no other room.
 */
@NullMarked
package org.wardbell.simulator;

import org.jspecify.annotations.NullMarked;
