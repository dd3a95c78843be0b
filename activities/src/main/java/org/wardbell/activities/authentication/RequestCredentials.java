package org.wardbell.activities.authentication;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.delivery.TransportProblem;

/** What a request is given to prove who sends it, or why there is nothing to give. */
public sealed interface RequestCredentials {
  /**
   * To be added to the request.
   *
   * @param tokenGeneration which of the webhook's OAuth 2 tokens is among them, or null
   */
  record Given(List<Credential> credentials, @Nullable Integer tokenGeneration)
      implements RequestCredentials {
    public Given {
      credentials = List.copyOf(credentials);
    }
  }

  /** The request must not leave. */
  record Unavailable(TransportProblem problem) implements RequestCredentials {}
}
