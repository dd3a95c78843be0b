package org.wardbell.standalone.demo;

import java.util.List;
import java.util.Map;
import org.wardbell.simulator.receiver.ReceivedRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The first walk: an event becomes deliveries, also to a receiver that has trouble. */
final class EventWalk {
  private final DemoEnvironment stage;
  private final WardbellClient client;
  private final Narrator narrator;
  private final DeliveryWatch watch;

  EventWalk(DemoEnvironment stage, WardbellClient client, Narrator narrator) {
    this.stage = stage;
    this.client = client;
    this.narrator = narrator;
    this.watch = new DeliveryWatch(stage, client, narrator);
  }

  /** Posts one booking, to both webhooks; one of them answers 503 twice. */
  void booking(String clinic, DemoWebhook healthy, DemoWebhook flaky) {
    JsonNode event = of(clinic, DemoEvents.booking());
    long posted = System.nanoTime();
    JsonNode accepted = client.post("event accepted", "events", event, 202);
    String id = accepted.path("id").asString();
    narrator.done(
        "event accepted",
        accepted.path("type").asString() + ", kept before the answer in " + Narrator.since(posted));
    narrator.more("", stage.page("/events/" + id));
    workflowStarted(id);
    watch.delivered(id, healthy, 1);
    watch.delivered(id, flaky, 3);
    sameBytes(flaky);
  }

  /** Posts the rest of the morning, in one request. */
  void batch(String clinic, DemoWebhook healthy, DemoWebhook flaky) {
    List<JsonNode> events =
        DemoEvents.restOfTheMorning().stream().map(event -> of(clinic, event)).toList();
    JsonNode accepted =
        client.post("batch accepted", "events/batch", Map.of("events", events), 202);
    JsonNode first = accepted.path("events").path(0);
    narrator.done("4 more events accepted", "in one request, one commit, one workflow");
    accepted.path("events").forEach(one -> narrator.more("", one.path("type").asString()));
    workflowStarted(first.path("id").asString());
    for (JsonNode one : accepted.path("events")) {
      String type = one.path("type").asString();
      watch.quietlyDelivered(one.path("id").asString(), healthy);
      if (type.startsWith("bill.")) {
        watch.quietlyDelivered(one.path("id").asString(), flaky);
      }
    }
    narrator.done("5 deliveries", "4 to Patient CRM, 1 to Billing, all signatures valid");
  }

  private void workflowStarted(String eventId) {
    String step = "workflow started";
    JsonNode event =
        Waiting.until(
            step,
            "the event's dispatched_at to be set",
            () -> client.get(step, "events/" + eventId),
            seen -> !seen.path("dispatched_at").asString("").isEmpty());
    String workflow = event.path("workflow_id").asString();
    narrator.done(step, workflow);
    stage.workflowPage(workflow).ifPresent(page -> narrator.more("", page));
  }

  private void sameBytes(DemoWebhook webhook) {
    List<ReceivedRequest> requests = stage.receiver().requests(webhook.path());
    boolean same =
        requests.stream().map(ReceivedRequest::text).distinct().count() == 1
            && requests.stream().map(ReceivedRequest::webhookId).distinct().count() == 1;
    if (!same) {
      throw new StepFailed(
          "same id, same bytes", "3 equal requests", "they differ; see " + stage.receiver().url());
    }
    narrator.done(
        "the receiver compared", "3 requests: same webhook-id, same bytes, each signed anew");
  }

  private static JsonNode of(String clinic, JsonNode event) {
    return ((ObjectNode) event.deepCopy()).put("clinic", clinic);
  }
}
