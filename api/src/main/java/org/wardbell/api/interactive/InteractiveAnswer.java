package org.wardbell.api.interactive;

import java.net.URI;
import java.util.UUID;

/** The answer to a person who waited. */
public sealed interface InteractiveAnswer {
  /** It is done; JSON in UTF-8, as the worker wrote it. */
  record Done(UUID taskId, byte[] result) implements InteractiveAnswer {}

  /** The task takes longer than anybody waits; its result can be read later. */
  record Pending(UUID taskId) implements InteractiveAnswer {
    /** Returns the address of the result. */
    public URI location() {
      return URI.create("/api/v1/tasks/" + taskId);
    }
  }
}
