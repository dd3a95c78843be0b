package org.wardbell.standalone.demo;

import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** The walk through the figures of what has just happened. */
final class StatisticsWalk {
  private static final String STEP = "statistics";

  /** What the other walks have sent at least when this one begins. */
  private static final int DELIVERED_AT_LEAST = 12;

  private final WardbellClient client;
  private final Narrator narrator;

  StatisticsWalk(WardbellClient client, Narrator narrator) {
    this.client = client;
    this.narrator = narrator;
  }

  void play(String clinic) {
    String question = "statistics?by=WEBHOOK&clinic_id=" + clinic;
    JsonNode figures =
        Waiting.until(
            STEP,
            "at least " + DELIVERED_AT_LEAST + " deliveries to be counted, within 10 s",
            () -> client.get(STEP, question),
            seen -> count(seen.path("cards"), "delivered") >= DELIVERED_AT_LEAST);
    JsonNode cards = figures.path("cards");
    narrator.done(
        "success rate",
        String.format(
            Locale.ROOT,
            "%.0f %%: %d deliveries arrived, with %d requests, of %d events",
            100 * cards.path("success_rate").path("value").asDouble(0),
            count(cards, "delivered"),
            count(cards, "attempts"),
            count(cards, "events")));
    JsonNode times = figures.path("execution_time");
    narrator.done(
        "execution time",
        "p50 " + millis(times, "p50_micros") + ", p95 " + millis(times, "p95_micros"));
    for (JsonNode group : figures.path("groups")) {
      narrator.more(name(group.path("value").asString()), bar(group.path("totals")));
    }
  }

  private String name(String webhook) {
    return client.get(STEP, "webhooks/" + webhook).path("name").asString();
  }

  private static String bar(JsonNode totals) {
    int delivered = totals.path("deliveries").path("DELIVERED").asInt(0);
    int attempts =
        totals.path("attempts").valueStream().mapToInt(outcome -> outcome.asInt(0)).sum();
    return "█".repeat(delivered)
        + "░".repeat(Math.max(0, attempts - delivered))
        + " "
        + delivered
        + " arrived, "
        + attempts
        + " requests";
  }

  private static long count(JsonNode cards, String name) {
    return cards.path(name).path("value").asLong(0);
  }

  private static String millis(JsonNode times, String name) {
    return String.format(Locale.ROOT, "%.1f ms", times.path(name).asLong(0) / 1_000.0);
  }
}
