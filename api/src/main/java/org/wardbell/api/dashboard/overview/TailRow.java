package org.wardbell.api.dashboard.overview;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.delivery.query.LoggedAttempt;
import org.wardbell.api.dashboard.delivery.AttemptWords;

/**
 * A request in the live tail.
 *
 * @param ordinal 1 for the delivery's first
 * @param at when it ended, or began if it is under way
 * @param code its HTTP status or code, or empty
 */
public record TailRow(
    UUID delivery,
    int ordinal,
    UUID clinic,
    Instant at,
    UUID webhookId,
    String webhook,
    String eventType,
    AttemptWords words,
    String code) {
  static TailRow of(LoggedAttempt logged, String webhook) {
    Instant ended = logged.attempt().finishedAt();
    return new TailRow(
        logged.deliveryId(),
        logged.attempt().ordinal(),
        logged.clinicId(),
        ended == null ? logged.attempt().startedAt() : ended,
        logged.webhookId(),
        webhook,
        logged.eventType() == null ? "" : logged.eventType(),
        AttemptWords.of(logged.attempt().outcome()),
        code(logged.attempt().httpStatus(), logged.attempt().code()));
  }

  private static String code(@Nullable Integer status, @Nullable String code) {
    return status != null ? status.toString() : code == null ? "" : code;
  }
}
