package org.wardbell.api.delivery;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An estimate of a replay job before it begins. */
@Schema(name = "ReplayEstimate")
public record ReplayEstimateView(
    @Schema(
            description =
                "How many deliveries it would make; exact for some thousand events, then by their"
                    + " share.")
        int deliveries,
    @Schema(
            description =
                "How many a minute at most: what was asked for, or the webhook's own limit if that"
                    + " is lower; absent if neither says.")
        @Nullable Double perMinute,
    @Schema(description = "How long it takes at that pace; absent without one.")
        @Nullable Long seconds) {
  private static final double SECONDS_PER_MINUTE = 60;

  static ReplayEstimateView of(int deliveries, @Nullable Double perMinute) {
    return new ReplayEstimateView(
        deliveries,
        perMinute,
        perMinute == null
            ? null
            : (Long) (long) Math.ceil(deliveries * SECONDS_PER_MINUTE / perMinute));
  }
}
