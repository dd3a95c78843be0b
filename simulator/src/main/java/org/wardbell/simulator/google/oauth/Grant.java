package org.wardbell.simulator.google.oauth;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A permission that a person gave.
 *
 * @param clientId the client whom they allowed it, or null for one that the simulator's own control
 *     made: then for any known client
 */
record Grant(String email, @Nullable String clientId, Set<String> scopes) {
  Grant {
    scopes = Collections.unmodifiableSet(new LinkedHashSet<>(scopes));
  }

  boolean isFor(String client) {
    return clientId == null || clientId.equals(client);
  }
}
