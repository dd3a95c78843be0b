package org.wardbell.activities.delivery;

import static org.wardbell.activities.database.generated.Tables.EVENT;
import static org.wardbell.activities.database.generated.Tables.ORDERED_DELIVERY;
import static org.wardbell.activities.database.generated.Tables.ORDERED_LINE;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK_STATE;

import java.util.UUID;
import org.wardbell.activities.delivery.drain.InterruptedDrain;

/** Many parked deliveries of one ordered webhook, inserted as rows, each of an event of its own. */
final class LineBacklog {
  private static final int AT_ONCE = 1_000;

  private static final String DELIVERIES =
      """
      insert into delivery (id, clinic_id, event_id, webhook_id, `trigger`, status, owner,
        parked_reason, next_attempt_at, exhausts_at, envelope_version, content_type, created_at)
      {numbers} select unhex(concat('ff', lpad(hex(i), 30, '0'))), d.clinic_id,
        unhex(lpad(hex(i), 32, '0')), webhook_id, `trigger`, status, owner, parked_reason,
        next_attempt_at, exhausts_at, envelope_version, content_type, created_at
      from n join event e join delivery d on d.event_id = e.id where e.number = ?
      """;

  private final DeliveryHarness harness;

  LineBacklog(DeliveryHarness harness) {
    this.harness = harness;
  }

  /** Parks one delivery as a dispatch does, and clones it; the subjects take turns. */
  void park(UUID webhook, int size, int subjects) {
    harness.pause(webhook);
    harness.engine.dispatch().dispatch(harness.accept(1));
    harness.resume(webhook);
    UUID event = harness.deliveries().getFirst().getEventId();
    for (int from = 1; from < size; from += AT_ONCE) {
      int count = Math.min(AT_ONCE, size - from);
      events("accepted_at", from, count, event);
      clone(DELIVERIES, from, count, event);
    }
    harness
        .dsl()
        .execute(
            """
            update event set subject_fingerprint =
              unhex(sha2(concat('s/', if(hex(id) like '0000%%', conv(right(hex(id), 8), 16, 10), 0) %% %d), 256))
            where type = 'appointment.booked'
            """
                .formatted(subjects));
    harness.dsl().deleteFrom(ORDERED_DELIVERY).execute();
    harness.dsl().deleteFrom(ORDERED_LINE).execute();
    harness
        .dsl()
        .update(WEBHOOK_STATE)
        .setNull(WEBHOOK_STATE.LINED_AT)
        .set(WEBHOOK_STATE.LINED_THROUGH, 0L)
        .execute();
  }

  /** Lets all of them join their lines, as when a webhook becomes ordered. */
  void join(UUID webhook) {
    DeliveryHarness.await(
        "all in their lines",
        () -> {
          InterruptedDrain.join(harness.engine.beans(), webhook);
          return harness
                  .dsl()
                  .fetchSingle(WEBHOOK_STATE, WEBHOOK_STATE.WEBHOOK_ID.eq(webhook))
                  .getLinedAt()
              != null;
        });
    harness.dsl().execute("analyze table event, delivery, ordered_delivery, ordered_line");
  }

  /** Clones an event. */
  void events(String dispatchedAt, int from, int count, UUID event) {
    clone(
        """
        insert into event (id, clinic_id, type, source, occurred_at, accepted_at,
          data_ciphertext, key_id, workflow_id, dispatched_at)
        {numbers} select unhex(lpad(hex(i), 32, '0')), clinic_id, type, source, occurred_at,
          accepted_at, data_ciphertext, key_id, workflow_id, %s
        from n join event where number = ?
        """
            .formatted(dispatchedAt),
        from,
        count,
        event);
  }

  private void clone(String insert, int from, int count, UUID event) {
    harness
        .dsl()
        .execute(
            insert.replace(
                "{numbers}",
                "with recursive n as (select %d as i union all select i + 1 from n where i < %d)"
                    .formatted(from, from + count - 1)),
            harness.dsl().fetchSingle(EVENT, EVENT.ID.eq(event)).getNumber());
  }
}
