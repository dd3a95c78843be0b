package org.wardbell.activities.delivery.replay;

import static org.jooq.impl.DSL.max;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.delivery.replay.DeliveryRepeats.Inserted;
import org.wardbell.activities.delivery.replay.DeliveryRepeats.Origin;
import org.wardbell.activities.delivery.replay.DeliveryRepeats.Wanted;
import org.wardbell.activities.webhook.state.WebhookState;
import org.wardbell.activities.webhook.state.WebhookStateRows;
import org.wardbell.workflows.delivery.DeliveryStatus;

/**
 * The resends of some deliveries together, whatever their webhooks: what cannot be sent again keeps
 * back no other.
 */
public final class DeliveryResends {
  private static final String DATA = "data";

  private DeliveryResends() {}

  /**
   * The resends that were made.
   *
   * @param results of the deliveries that there are
   * @param wakes webhooks whose workflows have to be signalled after the commit
   */
  public record Resent(Map<UUID, RepeatResult> results, Set<UUID> wakes) {
    public Resent {
      results = Map.copyOf(results);
      wakes = Set.copyOf(wakes);
    }
  }

  /**
   * Resends deliveries inside the caller's transaction, in the order given. Locks the states of
   * their webhooks first, so that none is disabled meanwhile and repetitions count one by one.
   *
   * @param ids as many as one transaction may make
   */
  public static Resent resend(DSLContext transaction, Collection<UUID> ids) {
    if (ids.isEmpty()) {
      return new Resent(Map.of(), Set.of());
    }
    Set<UUID> webhooks =
        transaction
            .selectDistinct(DELIVERY.WEBHOOK_ID)
            .from(DELIVERY)
            .where(DELIVERY.ID.in(ids))
            .fetchSet(DELIVERY.WEBHOOK_ID);
    Map<UUID, WebhookState> states = WebhookStateRows.lock(transaction, webhooks);
    Map<UUID, Record> rows = read(transaction, ids);
    Map<UUID, RepeatResult> results = new HashMap<>();
    Map<WebhookState, List<Record>> able = new LinkedHashMap<>();
    for (UUID id : ids) {
      Record row = rows.get(id);
      if (row == null) {
        continue;
      }
      RepeatResult obstacle = obstacle(row);
      WebhookState state = states.get(row.get(DELIVERY.WEBHOOK_ID));
      if (obstacle != null) {
        results.put(id, obstacle);
      } else if (state != null) {
        able.computeIfAbsent(state, _ -> new ArrayList<>()).add(row);
      }
    }
    Set<UUID> wakes = new LinkedHashSet<>();
    able.forEach(
        (state, originals) -> {
          Inserted inserted =
              DeliveryRepeats.insert(
                  transaction,
                  state,
                  wanted(transaction, state.webhookId(), originals),
                  Origin.RESEND);
          for (int i = 0; i < originals.size(); i++) {
            results.put(
                originals.get(i).get(DELIVERY.ID),
                new RepeatResult.Made(inserted.ids().get(i), state.webhookId()));
          }
          if (inserted.wake()) {
            wakes.add(state.webhookId());
          }
        });
    return new Resent(results, wakes);
  }

  private static Map<UUID, Record> read(DSLContext transaction, Collection<UUID> ids) {
    return transaction
        .select(
            DELIVERY.ID,
            DELIVERY.CLINIC_ID,
            DELIVERY.EVENT_ID,
            DELIVERY.WEBHOOK_ID,
            DELIVERY.STATUS,
            WEBHOOK.ENABLED,
            WEBHOOK.DELETED_AT)
        .select(EVENT.SUBJECT_FINGERPRINT, EVENT.DATA_CIPHERTEXT.isNotNull().as(DATA))
        .from(DELIVERY)
        .join(WEBHOOK)
        .on(WEBHOOK.ID.eq(DELIVERY.WEBHOOK_ID))
        .leftJoin(EVENT)
        .on(EVENT.ID.eq(DELIVERY.EVENT_ID))
        .where(DELIVERY.ID.in(ids))
        .fetchMap(DELIVERY.ID);
  }

  private static @Nullable RepeatResult obstacle(Record row) {
    DeliveryStatus status = DeliveryStatus.valueOf(row.get(DELIVERY.STATUS));
    if (!status.isFinal()) {
      return new RepeatResult.StillOpen(status);
    }
    boolean deleted = row.get(WEBHOOK.DELETED_AT) != null;
    if (deleted || !row.get(WEBHOOK.ENABLED)) {
      return new RepeatResult.WebhookWithdrawn(deleted);
    }
    return row.get(DATA, Boolean.class) ? null : new RepeatResult.DataRemoved();
  }

  /** An event may be among them more than once: as it was first delivered, and as a resend. */
  private static List<Wanted> wanted(DSLContext transaction, UUID webhook, List<Record> originals) {
    Set<UUID> events = new LinkedHashSet<>();
    originals.forEach(row -> events.add(row.get(DELIVERY.EVENT_ID)));
    Map<UUID, Integer> latest =
        new HashMap<>(
            transaction
                .select(DELIVERY.EVENT_ID, max(DELIVERY.REPETITION))
                .from(DELIVERY)
                .where(DELIVERY.EVENT_ID.in(events))
                .and(DELIVERY.WEBHOOK_ID.eq(webhook))
                .groupBy(DELIVERY.EVENT_ID)
                .fetchMap(DELIVERY.EVENT_ID, max(DELIVERY.REPETITION)));
    Instant now = DatabaseClock.read(transaction);
    return originals.stream()
        .map(
            row ->
                new Wanted(
                    row.get(DELIVERY.CLINIC_ID),
                    row.get(DELIVERY.EVENT_ID),
                    webhook,
                    row.get(EVENT.SUBJECT_FINGERPRINT),
                    latest.merge(row.get(DELIVERY.EVENT_ID), 1, Integer::sum),
                    row.get(DELIVERY.ID),
                    null,
                    now,
                    false))
        .toList();
  }
}
