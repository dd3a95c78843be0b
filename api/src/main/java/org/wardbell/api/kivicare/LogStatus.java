package org.wardbell.api.kivicare;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.workflows.delivery.DeliveryStatus;

/**
 * The statuses of KiviCare's log, each for some of ours. What somebody cancelled is no failure, as
 * in the statistics; KiviCare has no word for it, so it keeps ours.
 */
enum LogStatus {
  SUCCESS,
  FAILED,
  PENDING,
  CANCELLED;

  /** Returns the status of a delivery. */
  static LogStatus of(DeliveryStatus status) {
    return switch (status) {
      case DELIVERED -> SUCCESS;
      case EXHAUSTED, REFUSED, GONE -> FAILED;
      case PENDING, SENDING, PARKED -> PENDING;
      case CANCELLED -> CANCELLED;
    };
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns what a filter means: all for null. */
  static Set<DeliveryStatus> named(@Nullable String word) {
    Set<DeliveryStatus> statuses =
        Arrays.stream(DeliveryStatus.values())
            .filter(status -> word == null || of(status).word().equals(word))
            .collect(Collectors.toSet());
    if (statuses.isEmpty()) {
      throw ProblemException.invalid(
          "status", "is none that there is", "Use success, failed, pending or cancelled.");
    }
    return statuses;
  }
}
