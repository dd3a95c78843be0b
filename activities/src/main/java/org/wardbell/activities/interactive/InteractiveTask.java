package org.wardbell.activities.interactive;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Does one kind of task that a person waits for. Runs in a worker, in a thread of its own. */
public interface InteractiveTask {
  /** What rows call it: at most 20 characters of ASCII, stored; never rename one. */
  String kind();

  /**
   * Does it once. What can go wrong outside of us belongs into the result; an exception is our own
   * failure and is shown to the person without its text.
   *
   * @param clinicId whose task it is, or null for the installation's
   * @param webhookId the webhook it is about, or null
   * @param request as the api sealed it
   * @return the result, a JSON text in UTF-8. Administrators of the clinic can read it for a day,
   *     so it holds no credential.
   */
  byte[] perform(@Nullable UUID clinicId, @Nullable UUID webhookId, byte[] request);
}
