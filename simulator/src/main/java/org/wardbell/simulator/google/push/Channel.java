package org.wardbell.simulator.google.push;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A push subscription that a client made with events.watch.
 *
 * @param id chosen by the client, unique for ever
 * @param token echoed in every push; null when the client gave none
 * @param account its owner; only that account may stop it
 * @param resourceId the same for every channel on one calendar
 * @param expiration after it nothing is pushed
 */
public record Channel(
    String id,
    String calendarId,
    String address,
    @Nullable String token,
    String account,
    String resourceId,
    String resourceUri,
    Instant expiration) {

  Channel expiringAt(Instant moment) {
    return new Channel(id, calendarId, address, token, account, resourceId, resourceUri, moment);
  }
}
