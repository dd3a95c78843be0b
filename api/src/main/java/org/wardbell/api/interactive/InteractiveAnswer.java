package org.wardbell.api.interactive;

import java.net.URI;
import java.util.UUID;

/** What a person who waited gets. */
public sealed interface InteractiveAnswer {
  /** It is done; JSON in UTF-8, as the worker wrote it. */
  record Done(UUID taskId, byte[] result) implements InteractiveAnswer {}

  /** It takes longer than anybody waits; what came of it can be read later. */
  record Pending(UUID taskId) implements InteractiveAnswer {
    /** Where to read it. */
    public URI location() {
      return URI.create("/api/v1/tasks/" + taskId);
    }
  }
}
