package org.wardbell.standalone.storm.invariant;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.wardbell.workflows.delivery.DeliveryStatus;

/**
 * The evidence after a storm: what clients were answered, the rows, and what receivers saw.
 *
 * @param accepted the ids that clients were answered, by idempotency key
 * @param wrongAnswers answers to clients that break a promise, in words
 * @param finals deliveries that were final at some time during the storm, with their state then
 */
public record Evidence(
    Map<String, UUID> accepted,
    List<String> wrongAnswers,
    List<WebhookFacts> webhooks,
    List<EventRow> events,
    List<DeliveryRow> deliveries,
    Map<UUID, List<AttemptRow>> attempts,
    Map<UUID, SeenDelivery> seen,
    Map<UUID, DeliveryStatus> finals) {
  List<AttemptRow> attemptsOf(UUID delivery) {
    return attempts.getOrDefault(delivery, List.of());
  }
}
