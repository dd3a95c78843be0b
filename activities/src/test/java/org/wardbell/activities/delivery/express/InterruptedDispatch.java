package org.wardbell.activities.delivery.express;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.beans.factory.BeanFactory;
import org.wardbell.activities.delivery.state.PlannedDelivery;
import org.wardbell.workflows.event.EventBatch;

/** A dispatch that ended between its claim and its first byte, because its process died. */
public record InterruptedDispatch(List<PlannedDelivery> planned, List<UUID> wake) {
  /** Claims and sends nothing. */
  public static InterruptedDispatch of(BeanFactory process, EventBatch batch) {
    DispatchPlan plan =
        process
            .getBean(DispatchStore.class)
            .plan(batch.eventIds().stream().map(UUID::fromString).toList(), Map.of());
    return new InterruptedDispatch(plan.planned(), plan.wake());
  }
}
