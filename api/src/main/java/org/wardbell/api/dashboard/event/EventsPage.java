package org.wardbell.api.dashboard.event;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.api.dashboard.frame.NamedView;

/**
 * The content of the list of events.
 *
 * @param next the address of the following page, or null at the end
 * @param first the address of the newest page, or null if this is it
 */
public record EventsPage(
    EventsFilter filter,
    List<NamedView> views,
    List<Row> rows,
    @Nullable String next,
    @Nullable String first) {
  public EventsPage {
    views = List.copyOf(views);
    rows = List.copyOf(rows);
  }

  /**
   * An event in the list.
   *
   * @param problem why it was not matched so far
   */
  public record Row(
      UUID id,
      UUID clinic,
      Instant at,
      String type,
      String source,
      String repeats,
      boolean isMatched,
      String problem) {}
}
