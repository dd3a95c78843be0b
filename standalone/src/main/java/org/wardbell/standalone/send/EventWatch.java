package org.wardbell.standalone.send;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.wardbell.standalone.client.LocalMoment;
import org.wardbell.standalone.client.Refused;
import org.wardbell.standalone.client.RunningServer;
import org.wardbell.standalone.client.ToldAttempt;
import tools.jackson.databind.JsonNode;

/** A watch that follows an event's deliveries and tells each request and each end once. */
final class EventWatch {
  /** Delays nothing that a person would notice, and asks a server little. */
  private static final Duration LOOK = Duration.ofMillis(300);

  private static final Set<String> OPEN = Set.of("PENDING", "SENDING", "PARKED");
  private static final String DELIVERED = "DELIVERED";

  /** Why a delivery waits, where its next try alone does not say it. */
  private static final Map<String, String> REASONS =
      Map.of(
          "limited", "its receiver asked for a pause",
          "circuit", "its receiver fails again and again, so only single requests try it",
          "no_slot", "as many requests to it as may be are under way",
          "overflow", "many others wait for the same webhook",
          "rate", "its webhook sends no more than its rate allows",
          "order", "others about the same subject go first",
          "expression", "its filter or transformation is evaluated once more",
          "unreadable", "its webhook's settings cannot be read here",
          "repeat", "it goes after all that is new");

  private final RunningServer server;
  private final PrintWriter out;
  private final Map<String, Integer> told = new HashMap<>();
  private final Map<String, String> ended = new HashMap<>();

  EventWatch(RunningServer server, PrintWriter out) {
    this.server = server;
    this.out = out;
  }

  /**
   * Follows until every delivery ended, or the patience did, or what is left waits longer than
   * that.
   *
   * @return whether all of them were delivered
   */
  boolean follow(String eventId, Duration patience) throws Refused {
    long end = System.nanoTime() + patience.toNanos();
    Instant until = Instant.now().plus(patience);
    while (true) {
      JsonNode event = server.get("/api/v1/events/" + eventId);
      List<JsonNode> deliveries =
          StreamSupport.stream(event.path("deliveries").spliterator(), false).toList();
      for (JsonNode delivery : deliveries) {
        look(delivery.path("id").asString(""));
      }
      boolean matched = event.has("dispatched_at");
      if (matched && ended.size() == deliveries.size()) {
        return verdict(deliveries.size());
      }
      List<JsonNode> open =
          deliveries.stream()
              .filter(delivery -> !ended.containsKey(delivery.path("id").asString("")))
              .toList();
      boolean over = System.nanoTime() > end;
      if (over || (matched && open.stream().allMatch(each -> waitsBeyond(until, each)))) {
        if (!matched) {
          say("  No worker has matched it with webhooks yet" + problem(event) + ".");
        }
        open.forEach(each -> say("  %s  %s".formatted(name(each), waitsFor(each))));
        say(
            "%s; it goes on by itself: GET %s/api/v1/events/%s"
                .formatted(
                    over
                        ? "Not over after %d s".formatted(patience.toSeconds())
                        : "What is left waits longer than --wait (%d s)"
                            .formatted(patience.toSeconds()),
                    server.address(),
                    eventId));
        return false;
      }
      RunningServer.pause(LOOK);
    }
  }

  private static String problem(JsonNode event) {
    return event.has("dispatch_problem")
        ? " (" + event.path("dispatch_problem").asString("") + ")"
        : "";
  }

  private boolean verdict(int deliveries) {
    if (deliveries == 0) {
      say("No webhook asks for it. --to URL makes one for this event.");
      return true;
    }
    long good = ended.values().stream().filter(DELIVERED::equals).count();
    say("%d of %d delivered.".formatted(good, deliveries));
    return good == deliveries;
  }

  private void look(String id) throws Refused {
    if (ended.containsKey(id)) {
      return;
    }
    JsonNode delivery = server.get("/api/v1/deliveries/" + id);
    String name = name(delivery);
    int before = told.getOrDefault(id, 0);
    for (JsonNode attempt : delivery.path("attempts")) {
      if (ToldAttempt.isOver(attempt) && attempt.path("number").asInt() > before) {
        tell(name, attempt);
        told.put(id, attempt.path("number").asInt());
      }
    }
    String status = delivery.path("status").asString("");
    if (!OPEN.contains(status)) {
      ended.put(id, status);
      say("  %s  %s".formatted(name, status));
    }
  }

  private void tell(String name, JsonNode attempt) {
    ToldAttempt told = ToldAttempt.of(attempt);
    String answer = attempt.has("http_status") ? "answered " + told.answer() : told.answer();
    say(
        "  %s  request %d: %s%s"
            .formatted(
                name, told.number(), answer, told.took().isEmpty() ? "" : " in " + told.took()));
    if (!DELIVERED.equals(attempt.path("outcome").asString("")) && attempt.has("advice")) {
      say("      " + attempt.path("advice").asString(""));
    }
    if (told.next() != null) {
      say("      next try at " + LocalMoment.of(told.next()));
    }
  }

  /** Returns whether nothing can happen to a delivery before then, unless somebody does it. */
  private static boolean waitsBeyond(Instant then, JsonNode delivery) {
    String status = delivery.path("status").asString("");
    if (status.equals("PARKED") && delivery.path("parked_reason").asString("").equals("paused")) {
      return true;
    }
    Instant next = next(delivery);
    return !status.equals("SENDING") && next != null && next.isAfter(then);
  }

  private static @Nullable Instant next(JsonNode delivery) {
    return delivery.has("next_attempt_at")
        ? Instant.parse(delivery.path("next_attempt_at").asString(""))
        : null;
  }

  /** Returns what an open delivery waits for. */
  private static String waitsFor(JsonNode delivery) {
    if (delivery.path("status").asString("").equals("SENDING")) {
      return "waits for the receiver's answer";
    }
    String parked = delivery.path("parked_reason").asString("");
    Instant next = next(delivery);
    if (parked.equals("paused")) {
      return "waits until its webhook is resumed";
    }
    return "waits for its next try"
        // One that is past is due: its turn comes with the next look of whoever sends it.
        + (next == null || !next.isAfter(Instant.now()) ? "" : " at " + LocalMoment.of(next))
        + (REASONS.containsKey(parked) ? ": " + REASONS.get(parked) : "");
  }

  private static String name(JsonNode delivery) {
    return delivery.path("webhook_name").asString(delivery.path("webhook_id").asString(""));
  }

  private void say(String line) {
    out.println(line.replaceAll("\\p{Cntrl}", "\uFFFD"));
    out.flush();
  }
}
