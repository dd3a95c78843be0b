package org.wardbell.api.dashboard.replay;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.api.dashboard.frame.NamedView;

/**
 * The content of the list of replays.
 *
 * @param webhook the one whose jobs are asked for, or null for all
 */
public record ReplaysPage(
    @Nullable UUID webhook,
    boolean isFiltered,
    List<NamedView> views,
    List<Row> rows,
    @Nullable String next,
    @Nullable String first) {
  public ReplaysPage {
    views = List.copyOf(views);
    rows = List.copyOf(rows);
  }

  /** A job in the list. */
  public record Row(
      UUID id,
      @Nullable UUID clinic,
      Instant at,
      String webhook,
      String selection,
      ReplayWords words,
      int estimate,
      int delivered,
      int failed) {}
}
