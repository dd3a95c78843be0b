package org.wardbell.activities.delivery.express;

import static org.wardbell.activities.database.generated.Tables.DELIVERY;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.wardbell.activities.database.Contention;
import org.wardbell.activities.delivery.state.DeliveryTransitions;
import org.wardbell.activities.delivery.state.OpenDeliveries;
import org.wardbell.activities.delivery.state.Owner;
import org.wardbell.activities.event.WorkflowStarts;
import org.wardbell.activities.webhook.state.ParkedReason;
import org.wardbell.workflows.delivery.DeliveryStatus;
import org.wardbell.workflows.delivery.OpenDelivery;
import org.wardbell.workflows.event.DispatchResult;

/**
 * Keeps Temporal's cost at the number of troubles: what is too much for the regular lane is parked.
 */
final class OverflowParking {
  private static final int OPEN_PER_WEBHOOK = 50;

  private final DSLContext dsl;
  private final OpenDeliveries openDeliveries;
  private final WorkflowStarts starts;

  OverflowParking(DSLContext dsl, OpenDeliveries openDeliveries, WorkflowStarts starts) {
    this.dsl = dsl;
    this.openDeliveries = openDeliveries;
    this.starts = starts;
  }

  /** Parks what is too much and returns what the workflow may wait for. */
  List<OpenDelivery> limit(List<OpenDelivery> open) {
    Map<String, List<OpenDelivery>> byWebhook = new LinkedHashMap<>();
    open.forEach(
        delivery ->
            byWebhook.computeIfAbsent(delivery.webhookId(), id -> new ArrayList<>()).add(delivery));
    List<OpenDelivery> kept = new ArrayList<>();
    byWebhook.forEach(
        (id, deliveries) -> {
          int room =
              Math.min(
                  DispatchResult.MAXIMUM_OPEN - kept.size(),
                  OPEN_PER_WEBHOOK - others(UUID.fromString(id), deliveries));
          int keep = Math.clamp(room, 0, deliveries.size());
          kept.addAll(deliveries.subList(0, keep));
          kept.addAll(park(UUID.fromString(id), deliveries.subList(keep, deliveries.size())));
        });
    return kept;
  }

  /** Open deliveries of the webhook in the regular lane that other workflows wait for. */
  private int others(UUID webhookId, List<OpenDelivery> own) {
    return dsl.fetchCount(
        dsl.selectOne()
            .from(DELIVERY)
            .where(DELIVERY.WEBHOOK_ID.eq(webhookId))
            .and(DELIVERY.STATUS.in(DeliveryStatus.PENDING.name(), DeliveryStatus.SENDING.name()))
            .and(DELIVERY.OWNER.eq(Owner.EVENT.stored))
            .and(
                DELIVERY.ID.notIn(
                    own.stream().map(one -> UUID.fromString(one.deliveryId())).toList()))
            .limit(OPEN_PER_WEBHOOK));
  }

  /** The deliveries that were not parked, and whether the workflow has to be signalled. */
  private record Left(Set<UUID> unparked, boolean wake) {}

  /**
   * Parks what waits. A request under way cannot be parked; after its outcome the webhook's
   * workflow goes on with it. What changes between the two statements stays with the workflow.
   */
  private List<OpenDelivery> park(UUID webhookId, List<OpenDelivery> deliveries) {
    if (deliveries.isEmpty()) {
      return List.of();
    }
    List<UUID> ids = deliveries.stream().map(one -> UUID.fromString(one.deliveryId())).toList();
    Left left =
        Contention.result(
            dsl,
            transaction -> {
              DSLContext inside = transaction.dsl();
              OpenDeliveries.Parked parked =
                  openDeliveries.park(inside, webhookId, ids, ParkedReason.OVERFLOW);
              DeliveryTransitions.handOver(inside, ids);
              return new Left(
                  inside
                      .select(DELIVERY.ID)
                      .from(DELIVERY)
                      .where(DELIVERY.ID.in(ids))
                      .and(DELIVERY.OWNER.eq(Owner.EVENT.stored))
                      .fetchSet(DELIVERY.ID),
                  parked.wake());
            });
    if (left.wake()) {
      starts.wakeWebhook(webhookId);
    }
    return deliveries.stream()
        .filter(one -> left.unparked().contains(UUID.fromString(one.deliveryId())))
        .toList();
  }
}
