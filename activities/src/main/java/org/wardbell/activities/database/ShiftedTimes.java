package org.wardbell.activities.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The times that a server stored shifted by its zone: those of its own clock, and those that people
 * and Google told it. All others came from the database's clock and were right.
 */
final class ShiftedTimes {
  private static final Logger log = LoggerFactory.getLogger(ShiftedTimes.class);

  private static final Map<String, List<String>> COLUMNS =
      Map.ofEntries(
          Map.entry("clinic", List.of("created_at")),
          Map.entry("data_key", List.of("created_at")),
          Map.entry("api_key", List.of("created_at", "expires_at", "revoked_at")),
          Map.entry("audit", List.of("at")),
          Map.entry("event", List.of("occurred_at", "accepted_at")),
          Map.entry("event_type", List.of("created_at", "updated_at")),
          Map.entry("webhook", List.of("created_at", "updated_at", "deleted_at")),
          Map.entry("replay", List.of("from_at", "to_at")),
          Map.entry("doctor", List.of("created_at")),
          Map.entry(
              "appointment",
              List.of("starts_at", "ends_at", "sync_at", "created_at", "updated_at")),
          Map.entry("appointment_change", List.of("at")),
          Map.entry("link", List.of("starts_at", "ends_at")),
          Map.entry("busy_time", List.of("starts_at", "ends_at")),
          Map.entry("channel", List.of("expires_at")));

  /** What the system changes itself, it stamps with the database's clock. */
  private static final Map<String, String> KEEPS =
      Map.of("webhook.updated_at", "disabled_reason in ('gone_410', 'failing', 'unreadable')");

  /** Twice a year for two centuries. */
  private static final int MOST_CHANGES = 400;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private ShiftedTimes() {}

  /** Moves every time to where it belongs: what a server in this zone has read from it. */
  static void repair(Connection connection, ZoneId zone) throws SQLException {
    for (Map.Entry<String, List<String>> table : new TreeMap<>(COLUMNS).entrySet()) {
      StringJoiner changes = new StringJoiner(", ", "update `" + table.getKey() + "` set ", "");
      boolean any = false;
      for (String column : table.getValue()) {
        String change = change(connection, table.getKey(), column, zone.getRules());
        if (change != null) {
          changes.add(change);
          any = true;
        }
      }
      if (any) {
        execute(connection, table.getKey(), changes.toString(), zone);
      }
    }
  }

  private static void execute(Connection connection, String table, String update, ZoneId zone)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      int rows = statement.executeUpdate(update);
      log.info("{} rows of {}: times stored in {} are in UTC now", rows, table, zone);
    }
  }

  /** Returns the assignment, or null if the column holds nothing. */
  private static @Nullable String change(
      Connection connection, String table, String column, ZoneRules rules) throws SQLException {
    List<@Nullable String> ends =
        Migrations.rows(
                connection, "select min(`%1$s`), max(`%1$s`) from `%2$s`".formatted(column, table))
            .getFirst();
    String first = ends.getFirst();
    String last = ends.getLast();
    if (first == null || last == null) {
      return null;
    }
    String moved =
        "`%1$s` + interval %2$s second".formatted(column, offset(column, first, last, rules));
    String kept = KEEPS.get(table + "." + column);
    return "`%s` = %s"
        .formatted(
            column,
            kept == null
                ? moved
                : "if(coalesce(%s, false), `%s`, %s)".formatted(kept, column, moved));
  }

  /** Returns the zone's offset at a stored time, as an expression: it changes twice a year. */
  private static String offset(String column, String first, String last, ZoneRules rules) {
    Instant end = instant(last);
    StringBuilder cases = new StringBuilder();
    Instant time = instant(first);
    for (int i = 0; i < MOST_CHANGES; i++) {
      ZoneOffsetTransition next = rules.nextTransition(time);
      if (next == null || next.getInstant().isAfter(end)) {
        break;
      }
      time = next.getInstant();
      cases.append(
          "when `%s` < '%s' then %d "
              .formatted(column, TIME.format(time), next.getOffsetBefore().getTotalSeconds()));
    }
    int rest = rules.getOffset(time).getTotalSeconds();
    return cases.isEmpty() ? Integer.toString(rest) : "(case " + cases + "else " + rest + " end)";
  }

  private static Instant instant(String stored) {
    return LocalDateTime.parse(stored.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
  }
}
