package org.wardbell.activities.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The times that are stored twice, which show whether the server that stored them shifted them by a
 * zone: an id (UUIDv7) begins with the milliseconds of its making, and an appointment keeps the
 * date, time and zone that were agreed beside its instant.
 *
 * @param days what was found: one for each day and offset
 */
record WrittenTimes(Set<Found> days) {
  /** All zones of this century differ from UTC by quarters of an hour. */
  private static final int QUARTER_SECONDS = 900;

  /** Around a change of the clocks either offset is right. */
  private static final Duration A_DAY = Duration.ofHours(26);

  /** From so many days on one may be odd: a machine that slept between an id and its row. */
  private static final int ENOUGH = 10;

  private static final int PERCENT = 100;

  /** Tables whose rows get their id and this time at the same moment, from the server. */
  private static final Map<String, String> MADE =
      Map.of(
          "event", "accepted_at",
          "clinic", "created_at",
          "api_key", "created_at",
          "webhook", "created_at",
          "event_type", "created_at",
          "doctor", "created_at",
          "appointment", "created_at");

  private static final String APPOINTMENTS =
      "select distinct local_date, local_start, time_zone, starts_at from appointment";

  /**
   * An offset that was found on a day.
   *
   * @param day in UTC
   * @param seconds by which the stored time is before the true one; a zone's offset
   */
  record Found(LocalDate day, int seconds) {}

  static WrittenTimes read(Connection connection) throws SQLException {
    Set<Found> found = new HashSet<>();
    for (Map.Entry<String, String> table : MADE.entrySet()) {
      String query = byId(table.getKey(), table.getValue());
      for (List<@Nullable String> row : Migrations.rows(connection, query)) {
        add(found, LocalDate.parse(text(row, 0)), -Long.parseLong(text(row, 1)));
      }
    }
    for (List<@Nullable String> row : Migrations.rows(connection, APPOINTMENTS)) {
      Instant agreed =
          LocalDate.parse(text(row, 0))
              .atTime(LocalTime.parse(text(row, 1)))
              .atZone(ZoneId.of(text(row, 2)))
              .toInstant();
      Instant stored =
          LocalDateTime.parse(text(row, 3).replace(' ', 'T')).toInstant(ZoneOffset.UTC);
      long quarters =
          Math.round((double) Duration.between(stored, agreed).toSeconds() / QUARTER_SECONDS);
      add(found, LocalDate.ofInstant(agreed, ZoneOffset.UTC), quarters);
    }
    return new WrittenTimes(found);
  }

  private static String byId(String table, String time) {
    return """
        select date(made) as day, round(timestampdiff(second, made, kept) / 900) as quarters
        from (
          select timestampadd(second, conv(hex(substring(id, 1, 6)), 16, 10) div 1000, '1970-01-01')
            as made, %s as kept
          from %s where hex(substring(id, 7, 1)) like '7%%'
        ) as times
        group by day, quarters
        """
        .formatted(time, table);
  }

  /** Adds what a zone can be; any other difference is of a row that somebody made by hand. */
  private static void add(Set<Found> found, LocalDate day, long quarters) {
    if (Math.abs(quarters) <= ZoneOffset.MAX.getTotalSeconds() / QUARTER_SECONDS) {
      found.add(new Found(day, Math.toIntExact(quarters * QUARTER_SECONDS)));
    }
  }

  private static String text(List<@Nullable String> row, int column) {
    return Objects.requireNonNull(row.get(column), "a column that is never null");
  }

  static boolean isUtc(ZoneId zone) {
    return zone.getRules().isFixedOffset()
        && zone.getRules().getOffset(Instant.EPOCH).equals(ZoneOffset.UTC);
  }

  /** Returns whether all of them, or nearly all, are what a server in this zone has stored. */
  boolean fit(ZoneId zone) {
    long odd = days.stream().filter(found -> !fits(found, zone)).count();
    return odd <= (days.size() < ENOUGH ? 0 : Math.max(1, days.size() / PERCENT));
  }

  private static boolean fits(Found found, ZoneId zone) {
    Instant noon = found.day().atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC);
    return List.of(noon.minus(A_DAY), noon, noon.plus(A_DAY)).stream()
        .anyMatch(time -> zone.getRules().getOffset(time).getTotalSeconds() == found.seconds());
  }

  /** Returns the offsets and on how many days each was found, for a message. */
  String summary() {
    Map<Integer, Long> offsets =
        days.stream()
            .collect(Collectors.groupingBy(Found::seconds, TreeMap::new, Collectors.counting()));
    return offsets.entrySet().stream()
        .map(
            offset ->
                "UTC"
                    + ZoneOffset.ofTotalSeconds(offset.getKey()).getId().replace("Z", "")
                    + " on "
                    + offset.getValue()
                    + (offset.getValue() == 1 ? " day" : " days"))
        .collect(Collectors.joining(", "));
  }
}
