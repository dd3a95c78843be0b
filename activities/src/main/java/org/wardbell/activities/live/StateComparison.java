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
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectLimitStep;
import org.jooq.impl.DSL;
import org.wardbell.activities.live.LiveChange.Kind;

/**
 * The states of webhooks and calendars, compared with those of the last look. Their rows change at
 * any time and have no order, and there are few of them.
 */
final class StateComparison {
  /** More webhooks or calendars than an installation has; of others nobody is told. */
  private static final int MAXIMUM_ROWS = 20_000;

  private static final List<Field<?>> OF_WEBHOOKS =
      List.of(
          WEBHOOK.ENABLED,
          DSL.coalesce(WEBHOOK_STATE.PAUSED, DSL.inline(false)).as("paused"),
          WEBHOOK_STATE.CIRCUIT,
          // Each failure by itself is an attempt.
          DSL.field(DSL.coalesce(WEBHOOK_STATE.CONSECUTIVE_FAILURES, DSL.inline(0)).gt(0))
              .as("failing"),
          WEBHOOK_STATE.BLOCKED_UNTIL.as("limited_until"));

  private static final List<Field<?>> OF_CALENDARS = List.of(CALENDAR.STATE);

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
    compare(webhooks, webhooksNow, changes);
    webhooks = webhooksNow;
    Map<UUID, LiveChange> calendarsNow = readCalendars();
    compare(calendars, calendarsNow, changes);
    calendars = calendarsNow;
    return changes;
  }

  private static void compare(
      Map<UUID, LiveChange> before, Map<UUID, LiveChange> now, List<LiveChange> changes) {
    now.forEach(
        (id, state) -> {
          if (!state.equals(before.get(id))) {
            changes.add(state);
          }
        });
    before.forEach(
        (id, state) -> {
          if (!now.containsKey(id)) {
            changes.add(LiveChange.deleted(state.kind(), id, state.clinic()));
          }
        });
  }

  private Map<UUID, LiveChange> readWebhooks() {
    return read(
        Kind.WEBHOOK,
        WEBHOOK.ID,
        WEBHOOK.CLINIC_ID,
        OF_WEBHOOKS,
        database
            .select(WEBHOOK.ID, WEBHOOK.CLINIC_ID)
            .select(OF_WEBHOOKS)
            .from(WEBHOOK)
            .leftJoin(WEBHOOK_STATE)
            .on(WEBHOOK_STATE.WEBHOOK_ID.eq(WEBHOOK.ID))
            .where(WEBHOOK.DELETED_AT.isNull()));
  }

  private Map<UUID, LiveChange> readCalendars() {
    return read(
        Kind.CALENDAR,
        CALENDAR.ID,
        CALENDAR.CLINIC_ID,
        OF_CALENDARS,
        database.select(CALENDAR.ID, CALENDAR.CLINIC_ID).select(OF_CALENDARS).from(CALENDAR));
  }

  private static Map<UUID, LiveChange> read(
      Kind kind,
      Field<UUID> id,
      Field<UUID> clinic,
      List<Field<?>> fields,
      SelectLimitStep<? extends Record> rows) {
    Map<UUID, LiveChange> states = new HashMap<>();
    rows.limit(MAXIMUM_ROWS)
        .forEach(
            row ->
                states.put(
                    row.get(id), LiveChange.of(kind, row.get(id), row.get(clinic), row, fields)));
    return states;
  }
}
