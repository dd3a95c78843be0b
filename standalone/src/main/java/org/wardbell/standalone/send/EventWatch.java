package org.wardbell.standalone.send;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
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

  private final RunningServer server;
  private final PrintWriter out;
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, Integer> told = new HashMap<>();
  private final Map<String, String> ended = new HashMap<>();

  EventWatch(RunningServer server, PrintWriter out) {
    this.server = server;
    this.out = out;
  }

  /**
   * Follows until every delivery ended, or the patience did.
   *
   * @return whether all of them were delivered
   */
  boolean follow(String eventId, Duration patience) throws Refused {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      JsonNode event = server.get("/api/v1/events/" + eventId);
      List<JsonNode> deliveries =
          StreamSupport.stream(event.path("deliveries").spliterator(), false).toList();
      for (JsonNode delivery : deliveries) {
        look(delivery.path("id").asString(""));
      }
      if (event.has("dispatched_at") && ended.size() == deliveries.size()) {
        return verdict(deliveries.size());
      }
      if (System.nanoTime() > end) {
        say(
            "Not over after %d s; it goes on: GET %s/api/v1/events/%s"
                .formatted(patience.toSeconds(), server.address(), eventId));
        return false;
      }
      RunningServer.pause(LOOK);
    }
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
    String name = name(delivery.path("webhook_id").asString(""));
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
      say("      next try at " + told.next());
    }
  }

  private String name(String webhook) throws Refused {
    String known = names.get(webhook);
    if (known == null) {
      known = server.get("/api/v1/webhooks/" + webhook).path("name").asString(webhook);
      names.put(webhook, known);
    }
    return known;
  }

  private void say(String line) {
    out.println(line.replaceAll("\\p{Cntrl}", "\uFFFD"));
    out.flush();
  }
}
