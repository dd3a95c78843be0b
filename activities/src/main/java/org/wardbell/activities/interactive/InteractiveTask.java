package org.wardbell.activities.interactive;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One kind of task that a person waits for. Runs in a worker, in a thread of its own. */
public interface InteractiveTask {
  /**
   * Returns the name of this kind in rows: at most 20 characters of ASCII, stored; never rename
   * one.
   */
  String kind();

  /**
   * Performs the task once. Failures outside of us belong in the result; an exception is our own
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
