package org.wardbell.activities.network;

import java.util.Optional;

/** The route of requests to the outside: straight, behind our own guard, or through a proxy. */
public record OutgoingRoute(Optional<OutgoingProxy> proxy) {
  /** Straight to the receiver. */
  public static final OutgoingRoute DIRECT = new OutgoingRoute(Optional.empty());
}
