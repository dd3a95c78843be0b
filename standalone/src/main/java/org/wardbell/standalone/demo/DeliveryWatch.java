package org.wardbell.standalone.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.wardbell.simulator.receiver.ReceivedRequest;
import org.wardbell.standalone.client.ToldAttempt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A watch that follows a delivery through the API and at the receiver, and tells each attempt once.
 */
final class DeliveryWatch {
  private static final String DELIVERED = "DELIVERED";

  private final DemoEnvironment stage;
  private final WardbellClient client;
  private final Narrator narrator;

  DeliveryWatch(DemoEnvironment stage, WardbellClient client, Narrator narrator) {
    this.stage = stage;
    this.client = client;
    this.narrator = narrator;
  }

  /** Waits until a webhook has an event, and tells every attempt as it happens. */
  void delivered(String eventId, DemoWebhook webhook, int expectedAttempts) {
    String step = "delivered to " + webhook.name();
    int[] told = {0};
    JsonNode delivery =
        Waiting.until(
            step,
            "the delivery to succeed with attempt " + expectedAttempts,
            () -> {
              JsonNode seen = details(step, eventId, webhook);
              told[0] = tell(seen, webhook, told[0]);
              return seen;
            },
            seen -> isFinal(seen) && told[0] == seen.path("attempts").size());
    int attempts = delivery.path("attempts").size();
    if (!delivery.path("status").asString("").equals(DELIVERED) || attempts != expectedAttempts) {
      throw new StepFailed(
          step,
          DELIVERED + " with attempt " + expectedAttempts,
          "it ended " + delivery.path("status").asString("") + " with attempt " + attempts);
    }
    narrator.more("", stage.page("/deliveries/" + delivery.path("id").asString("")));
    verify(step, eventId, webhook);
    narrator.more("", "the receiver verified the signature");
  }

  /** Waits for the same without a word about each attempt. */
  void quietlyDelivered(String eventId, DemoWebhook webhook) {
    String step = "delivered to " + webhook.name();
    Waiting.until(
        step,
        "the delivery to be " + DELIVERED,
        () -> details(step, eventId, webhook),
        seen -> seen.path("status").asString("").equals(DELIVERED));
    verify(step, eventId, webhook);
  }

  private JsonNode details(String step, String eventId, DemoWebhook webhook) {
    JsonNode page =
        client.get(step, "deliveries?event_id=" + eventId + "&webhook_id=" + webhook.id());
    JsonNode first = page.path("data").path(0);
    return first.isMissingNode()
        ? JsonMapper.shared().createObjectNode()
        : client.get(step, "deliveries/" + first.path("id").asString());
  }

  private int tell(JsonNode delivery, DemoWebhook webhook, int told) {
    List<JsonNode> attempts =
        StreamSupport.stream(delivery.path("attempts").spliterator(), false).toList();
    int known = told;
    for (JsonNode attempt : attempts.subList(Math.min(told, attempts.size()), attempts.size())) {
      if (!ToldAttempt.isOver(attempt)) {
        break;
      }
      tellOne(attempt, webhook, known + 1);
      known++;
    }
    return known;
  }

  private void tellOne(JsonNode attempt, DemoWebhook webhook, int number) {
    ToldAttempt told = ToldAttempt.of(attempt);
    String what = "attempt " + number + ", answered " + told.answer();
    if (told.next() == null) {
      narrator.done(
          webhook.name() + ": delivered",
          what + (told.took().isEmpty() ? "" : " in " + told.took()));
    } else {
      narrator.trouble(
          webhook.name() + ": tried again", what + ", next try in " + wait(attempt, told.next()));
    }
  }

  private static String wait(JsonNode attempt, Instant until) {
    Instant from = Instant.parse(attempt.path("finished_at").asString());
    return String.format(Locale.ROOT, "%.1f s", Duration.between(from, until).toMillis() / 1_000.0);
  }

  private static boolean isFinal(JsonNode delivery) {
    return switch (delivery.path("status").asString("")) {
      case "", "PENDING", "SENDING", "PARKED" -> false;
      default -> true;
    };
  }

  private void verify(String step, String eventId, DemoWebhook webhook) {
    List<ReceivedRequest> requests =
        stage.receiver().requests(webhook.path()).stream()
            .filter(request -> eventId.equals(request.header("wardbell-event-id")))
            .toList();
    boolean valid = !requests.isEmpty() && requests.stream().allMatch(webhook::signed);
    if (!valid) {
      throw new StepFailed(
          step,
          "the receiver to verify every signature",
          requests.isEmpty() ? "it has no such request" : "one is wrong");
    }
  }
}
