package org.wardbell.api.dashboard.calendar;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.api.dashboard.frame.NamedView;

/**
 * The content of the list of calendars.
 *
 * @param isFiltered whether only some are asked for
 * @param next the address of the following page, or null at the end
 * @param first the address of the newest page, or null if this is it
 */
public record CalendarsPage(
    List<NamedView> views,
    boolean isFiltered,
    List<Row> rows,
    @Nullable String next,
    @Nullable String first) {
  public CalendarsPage {
    views = List.copyOf(views);
    rows = List.copyOf(rows);
  }

  /**
   * A calendar in the list.
   *
   * @param lag how long the oldest known change has waited, or empty if none does
   */
  public record Row(
      UUID id,
      UUID clinic,
      String doctor,
      String googleCalendarId,
      CalendarWords words,
      @Nullable Instant lastPushAt,
      @Nullable Instant lastSyncAt,
      String lag) {}
}
