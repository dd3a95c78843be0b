package org.wardbell.activities.webhook;

import org.jspecify.annotations.Nullable;

/**
 * The reason for which the system disabled a webhook. Codes are stored and shown; never change one.
 */
public enum DisabledReason {
  GONE(
      "gone_410",
      "The receiver answered 410 Gone: it wants no more events at this URL. If it has moved, put the"
          + " new URL in and enable the webhook."),
  FAILING(
      "failing",
      "No attempt succeeded for 5 days, and at least 10 failed. Look at the last attempts, repair what"
          + " they name, and enable the webhook."),
  UNREADABLE(
      "unreadable",
      "Its settings in the database cannot be opened: they were changed there, or belong to another"
          + " master key. Restore the row from a backup, or delete the webhook and make it anew.");

  private final String code;
  private final String words;

  DisabledReason(String code, String words) {
    this.code = code;
    this.words = words;
  }

  /** Returns the stored form, that of {@code webhook.disabled_reason}. */
  public String code() {
    return code;
  }

  /** Returns the explanation for people: the cause and the remedy. */
  public String words() {
    return words;
  }

  /** Returns the words of a stored code; null if there is none. */
  public static @Nullable String words(@Nullable String code) {
    for (DisabledReason reason : values()) {
      if (reason.code.equals(code)) {
        return reason.words;
      }
    }
    return code;
  }
}
