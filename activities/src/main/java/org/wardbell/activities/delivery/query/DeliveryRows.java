package org.wardbell.activities.delivery.query;

import static org.wardbell.activities.database.generated.Tables.DELIVERY;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.SelectField;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.event.EventQuery;
import org.wardbell.activities.webhook.WebhookNames;
import org.wardbell.workflows.delivery.AttemptOutcome;
import org.wardbell.workflows.delivery.DeliveryStatus;

/** The reader of deliveries' rows as lists show them. */
final class DeliveryRows {
  static final List<SelectField<?>> FIELDS =
      List.of(
          DELIVERY.ID,
          DELIVERY.NUMBER,
          DELIVERY.CLINIC_ID,
          DELIVERY.EVENT_ID,
          DELIVERY.WEBHOOK_ID,
          DELIVERY.REPETITION,
          DELIVERY.TRIGGER,
          DELIVERY.ORIGINAL_DELIVERY_ID,
          DELIVERY.REPLAY_ID,
          DELIVERY.STATUS,
          DELIVERY.PARKED_REASON,
          DELIVERY.ATTEMPTS,
          DELIVERY.NEXT_ATTEMPT_AT,
          DELIVERY.CANCEL_REQUESTED,
          DELIVERY.LAST_OUTCOME,
          DELIVERY.LAST_CODE,
          DELIVERY.CREATED_AT,
          DELIVERY.FINISHED_AT);

  private final DSLContext database;
  private final EventQuery events;

  DeliveryRows(DSLContext database, EventQuery events) {
    this.database = database;
    this.events = events;
  }

  /**
   * Returns rows with what only their events and webhooks have: two look-ups by key for all of
   * them, so that the walk along an index stays what it is.
   */
  List<KeptDelivery> read(Result<? extends Record> rows) {
    Map<UUID, EventQuery.Heading> headings = events.headings(distinct(rows, DELIVERY.EVENT_ID));
    Map<UUID, String> webhooks = WebhookNames.of(database, distinct(rows, DELIVERY.WEBHOOK_ID));
    return rows.map(
        row ->
            read(
                row,
                headings.get(row.get(DELIVERY.EVENT_ID)),
                webhooks.get(row.get(DELIVERY.WEBHOOK_ID))));
  }

  private static Set<UUID> distinct(Result<? extends Record> rows, Field<UUID> field) {
    return rows.stream().map(row -> row.get(field)).collect(Collectors.toSet());
  }

  private static KeptDelivery read(
      Record row, EventQuery.@Nullable Heading event, @Nullable String webhook) {
    return new KeptDelivery(
        row.get(DELIVERY.ID),
        row.get(DELIVERY.NUMBER),
        row.get(DELIVERY.CLINIC_ID),
        row.get(DELIVERY.EVENT_ID),
        event == null ? null : event.type(),
        row.get(DELIVERY.WEBHOOK_ID),
        webhook,
        event == null ? null : event.subject(),
        row.get(DELIVERY.REPETITION),
        row.get(DELIVERY.TRIGGER),
        row.get(DELIVERY.ORIGINAL_DELIVERY_ID),
        row.get(DELIVERY.REPLAY_ID),
        DeliveryStatus.valueOf(row.get(DELIVERY.STATUS)),
        row.get(DELIVERY.PARKED_REASON),
        row.get(DELIVERY.ATTEMPTS),
        row.get(DELIVERY.NEXT_ATTEMPT_AT),
        // What has ended ends no more, whatever was asked for while its request was under way.
        row.get(DELIVERY.CANCEL_REQUESTED) && row.get(DELIVERY.FINISHED_AT) == null,
        outcome(row.get(DELIVERY.LAST_OUTCOME)),
        row.get(DELIVERY.LAST_CODE),
        row.get(DELIVERY.CREATED_AT),
        row.get(DELIVERY.FINISHED_AT));
  }

  static @Nullable AttemptOutcome outcome(@Nullable String stored) {
    return stored == null ? null : AttemptOutcome.valueOf(stored);
  }
}
