package org.wardbell.api.statistics;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.statistics.Totals;
import org.wardbell.workflows.delivery.AttemptOutcome;
import org.wardbell.workflows.delivery.DeliveryStatus;

/** The sums of a column or a group. */
@Schema(name = "StatisticsTotals")
record TotalsView(
    @Schema(description = "Events that came in.") long events,
    @Schema(description = "Requests that are over, by outcome; those of none are left out.")
        Map<AttemptOutcome, Long> attempts,
    @Schema(description = "Deliveries that ended, by status; those of none are left out.")
        Map<DeliveryStatus, Long> deliveries,
    @Schema(
            description =
                "Of the deliveries that nobody cancelled, the share that a receiver took.")
        @Nullable Double successRate) {
  static TotalsView of(Totals totals) {
    Map<AttemptOutcome, Long> attempts = new TreeMap<>();
    totals
        .attempts()
        .forEach((outcome, count) -> attempts.put(AttemptOutcome.valueOf(outcome), count));
    return new TotalsView(
        totals.events(), attempts, new TreeMap<>(totals.deliveries()), totals.successRate());
  }
}
