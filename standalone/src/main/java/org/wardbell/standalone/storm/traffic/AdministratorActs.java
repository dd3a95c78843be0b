package org.wardbell.standalone.storm.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Consumer;
import org.wardbell.standalone.bench.environment.BenchmarkException;
import org.wardbell.standalone.storm.fault.Pauses;
import org.wardbell.standalone.storm.stage.StormApi;
import tools.jackson.databind.JsonNode;

/**
 * An administrator who changes, pauses and disables webhooks, cancels, sends again, replays, and
 * rotates secrets and keys. What would keep a delivery from its receiver happens to the webhooks
 * that are not steady.
 */
final class AdministratorActs {
  private static final int LONGEST_PAUSE_MILLIS = 3_000;

  /** Deliveries to choose from. */
  private static final int NEWEST = 50;

  /** How far a replay goes back. */
  private static final Duration REPLAYED = Duration.ofMinutes(1);

  private final StormApi api;
  private final List<StormWebhook> webhooks;
  private final List<UUID> clinics;
  private final SplittableRandom random;
  private final Consumer<String> log;
  private final Thread thread = Thread.ofVirtual().name("administrator").unstarted(this::play);
  private volatile boolean wanted = true;

  AdministratorActs(
      StormApi api,
      List<StormWebhook> webhooks,
      List<UUID> clinics,
      long seed,
      Consumer<String> log) {
    this.api = api;
    this.webhooks = List.copyOf(webhooks);
    this.clinics = List.copyOf(clinics);
    this.random = new SplittableRandom(seed ^ "administrator".hashCode());
    this.log = log;
  }

  /** A kind of act, and its weight beside the others. */
  private enum Kind {
    RENAME(4),
    TIMEOUT(2),
    ROTATE_SECRET(2),
    RESEND(5),
    PAUSE(3),
    RESUME(4),
    DISABLE(2),
    ENABLE(3),
    CANCEL(5),
    REPLAY(2),
    ROTATE_KEY(1);

    private final int weight;

    Kind(int weight) {
      this.weight = weight;
    }

    private static Kind of(int choice) {
      int left = choice;
      for (Kind kind : values()) {
        left -= kind.weight;
        if (left < 0) {
          return kind;
        }
      }
      throw new IllegalArgumentException("no kind for " + choice);
    }

    private static int weights() {
      int sum = 0;
      for (Kind kind : values()) {
        sum += kind.weight;
      }
      return sum;
    }

    private boolean isForAll() {
      return switch (this) {
        case RENAME, TIMEOUT, ROTATE_SECRET, RESEND -> true;
        case PAUSE, RESUME, DISABLE, ENABLE, CANCEL, REPLAY, ROTATE_KEY -> false;
      };
    }
  }

  void begin() {
    thread.start();
  }

  private void play() {
    while (wanted) {
      Pauses.atMost(Duration.ofMillis(random.nextInt(LONGEST_PAUSE_MILLIS)), () -> wanted);
      Kind kind = Kind.of(random.nextInt(Kind.weights()));
      List<StormWebhook> candidates =
          webhooks.stream().filter(each -> kind.isForAll() || !each.facts().steady()).toList();
      StormWebhook webhook = candidates.get(random.nextInt(candidates.size()));
      int number = random.nextInt(NEWEST);
      if (wanted) {
        act(kind, webhook, number);
      }
    }
  }

  private void act(Kind kind, StormWebhook webhook, int number) {
    String what = "administrator: %s %s %d".formatted(kind, webhook.facts().path(), number);
    try {
      log.accept(
          what + ", answered " + act(kind, webhook, "webhooks/" + webhook.facts().id(), number));
    } catch (BenchmarkException unanswered) {
      log.accept(what + ", not answered");
    }
  }

  private int act(Kind kind, StormWebhook webhook, String path, int number) {
    return switch (kind) {
      case RENAME -> api.patch(path, Map.of("name", "Renamed " + number)).status();
      case TIMEOUT -> api.patch(path, Map.of("timeout_seconds", 2 + number % 3)).status();
      case ROTATE_SECRET -> rotate(webhook, path);
      case PAUSE -> api.post(path + "/pause", null).status();
      case RESUME -> api.post(path + "/resume", null).status();
      case DISABLE -> api.patch(path, Map.of("enabled", false)).status();
      case ENABLE -> api.patch(path, Map.of("enabled", true)).status();
      case RESEND -> toDelivery(webhook, number, "/resend");
      case CANCEL -> toDelivery(webhook, number, "/cancel");
      case REPLAY ->
          api.post(
                  path + "/replays",
                  Map.of(
                      "from",
                      Instant.now().minus(REPLAYED).toString(),
                      "which",
                      number % 2 == 0 ? "all" : "not_received"))
              .status();
      case ROTATE_KEY ->
          api.post(
                  "key-rotations",
                  Map.of(
                      "kind",
                      "clinic",
                      "clinic_id",
                      clinics.get(number % clinics.size()).toString()))
              .status();
    };
  }

  private int rotate(StormWebhook webhook, String path) {
    StormApi.Answer answer = api.post(path + "/rotate-secret", Map.of("overlap_hours", 1));
    if (answer.isSuccess()) {
      webhook.knows(answer.json().path("signing_secret").asString());
    }
    return answer.status();
  }

  private int toDelivery(StormWebhook webhook, int number, String act) {
    StormApi.Answer newest =
        api.get("deliveries?limit=%d&webhook_id=%s".formatted(NEWEST, webhook.facts().id()));
    JsonNode deliveries = newest.json().path("data");
    if (deliveries.isEmpty()) {
      return newest.status();
    }
    String id = deliveries.get(number % deliveries.size()).path("id").asString();
    return api.post("deliveries/" + id + act, null).status();
  }

  /** Ends, and lets every webhook and every replay work again. */
  void end() {
    wanted = false;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    for (StormWebhook webhook : webhooks) {
      String path = "webhooks/" + webhook.facts().id();
      api.patch(path, Map.of("enabled", true)).required();
      api.post(path + "/resume", null).required();
    }
    // A replay stands still once its webhook is disabled, until somebody lets it go on.
    for (JsonNode replay : api.get("replays?status=PAUSED").json().path("data")) {
      api.post("replays/" + replay.path("id").asString() + "/resume", null);
    }
  }
}
