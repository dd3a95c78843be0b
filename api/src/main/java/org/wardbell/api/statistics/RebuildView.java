package org.wardbell.api.statistics;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.statistics.StatisticsRebuild;

/** The state of a rebuild of the statistics. */
@Schema(name = "StatisticsRebuild")
record RebuildView(
    boolean rebuilding,
    @Schema(description = "When the one under way began.") @Nullable Instant beganAt,
    @Schema(description = "When the counting began whose figures are shown.") Instant shownSince) {
  static RebuildView of(StatisticsRebuild.State state) {
    return new RebuildView(state.beganAt() != null, state.beganAt(), state.shownSince());
  }
}
