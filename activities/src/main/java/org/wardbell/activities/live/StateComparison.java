package org.wardbell.activities.live;

import static org.wardbell.activities.database.generated.Tables.CALENDAR;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK_STATE;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.live.LiveChange.Kind;

/**
 * The states of webhooks and calendars, compared with those of the last look. Their rows change at
 * any time and have no order, and there are few of them.
 */
final class StateComparison {
  /** More webhooks or calendars than an installation has; of others nobody is told. */
  private static final int MAXIMUM_ROWS = 20_000;

  private final DSLContext database;
  private Map<UUID, LiveChange> webhooks;
  private Map<UUID, LiveChange> calendars;

  StateComparison(DSLContext database) {
    this.database = database;
    this.webhooks = readWebhooks();
    this.calendars = readCalendars();
  }

  /** Returns the states that are not as they were. */
  List<LiveChange> changes() {
    List<LiveChange> changes = new ArrayList<>();
    Map<UUID, LiveChange> webhooksNow = readWebhooks();
    compare(Kind.WEBHOOK, webhooks, webhooksNow, changes);
    webhooks = webhooksNow;
    Map<UUID, LiveChange> calendarsNow = readCalendars();
    compare(Kind.CALENDAR, calendars, calendarsNow, changes);
    calendars = calendarsNow;
    return changes;
  }

  private static void compare(
      Kind kind,
      Map<UUID, LiveChange> before,
      Map<UUID, LiveChange> now,
      List<LiveChange> changes) {
    now.forEach(
        (id, state) -> {
          if (!state.equals(before.get(id))) {
            changes.add(state);
          }
        });
    before.forEach(
        (id, state) -> {
          if (!now.containsKey(id)) {
            changes.add(
                LiveChange.of(
                    kind, state.clinic(), "id", id, "clinic_id", state.clinic(), "deleted", true));
          }
        });
  }

  private Map<UUID, LiveChange> readWebhooks() {
    Map<UUID, LiveChange> states = new HashMap<>();
    database
        .select(
            WEBHOOK.ID,
            WEBHOOK.CLINIC_ID,
            WEBHOOK.ENABLED,
            WEBHOOK_STATE.PAUSED,
            WEBHOOK_STATE.CIRCUIT,
            WEBHOOK_STATE.CONSECUTIVE_FAILURES,
            WEBHOOK_STATE.BLOCKED_UNTIL)
        .from(WEBHOOK)
        .leftJoin(WEBHOOK_STATE)
        .on(WEBHOOK_STATE.WEBHOOK_ID.eq(WEBHOOK.ID))
        .where(WEBHOOK.DELETED_AT.isNull())
        .limit(MAXIMUM_ROWS)
        .forEach(
            row -> {
              @Nullable UUID clinic = row.get(WEBHOOK.CLINIC_ID);
              @Nullable Integer failures = row.get(WEBHOOK_STATE.CONSECUTIVE_FAILURES);
              states.put(
                  row.get(WEBHOOK.ID),
                  LiveChange.of(
                      Kind.WEBHOOK,
                      clinic,
                      "id",
                      row.get(WEBHOOK.ID),
                      "clinic_id",
                      clinic,
                      "enabled",
                      row.get(WEBHOOK.ENABLED),
                      "paused",
                      Boolean.TRUE.equals(row.get(WEBHOOK_STATE.PAUSED)),
                      "circuit",
                      row.get(WEBHOOK_STATE.CIRCUIT),
                      // Each failure by itself is an attempt.
                      "failing",
                      failures != null && failures > 0,
                      "limited_until",
                      row.get(WEBHOOK_STATE.BLOCKED_UNTIL)));
            });
    return states;
  }

  private Map<UUID, LiveChange> readCalendars() {
    Map<UUID, LiveChange> states = new HashMap<>();
    database
        .select(CALENDAR.ID, CALENDAR.CLINIC_ID, CALENDAR.STATE)
        .from(CALENDAR)
        .limit(MAXIMUM_ROWS)
        .forEach(
            row ->
                states.put(
                    row.value1(),
                    LiveChange.of(
                        Kind.CALENDAR,
                        row.value2(),
                        "id",
                        row.value1(),
                        "clinic_id",
                        row.value2(),
                        "state",
                        row.value3())));
    return states;
  }
}
