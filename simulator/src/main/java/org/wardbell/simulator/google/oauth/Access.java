package org.wardbell.simulator.google.oauth;

import java.time.Instant;
import java.util.Set;

/** The rights of an access token: in whose account, for what, and until when. */
public record Access(String email, Set<String> scopes, Instant until) {
  public Access {
    scopes = Set.copyOf(scopes);
  }

  /** Returns whether one of the scopes was granted. */
  public boolean allowsAny(Set<String> wanted) {
    return wanted.stream().anyMatch(scopes::contains);
  }
}
