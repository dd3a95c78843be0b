package org.wardbell.activities.authentication;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.delivery.TransportProblem;

/** The credentials of one request, or the reason why there are none. */
public sealed interface RequestCredentials {
  /**
   * Credentials to be added to the request.
   *
   * @param tokenGeneration which of the webhook's OAuth 2 tokens is among them, or null
   */
  record Given(List<Credential> credentials, @Nullable Integer tokenGeneration)
      implements RequestCredentials {
    public Given {
      credentials = List.copyOf(credentials);
    }
  }

  /** The reason why the request must not leave. */
  record Unavailable(TransportProblem problem) implements RequestCredentials {}
}
