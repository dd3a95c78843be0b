package org.wardbell.standalone.storm.traffic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.wardbell.standalone.bench.environment.Deadline;
import org.wardbell.standalone.storm.fault.Pauses;
import org.wardbell.standalone.storm.stage.StormApi;

/**
 * Programs of clinics that post events, each under an idempotency key, and again until they are
 * answered, as they are told to. At times one posts an event again that was answered already, or
 * another body under its key.
 */
final class EventClients {
  private static final int CLIENTS = 4;

  /** The longest pause of a client: all of them post some eight events a second. */
  private static final int LONGEST_PAUSE_MILLIS = 900;

  /** Before an event is posted again that was not answered. */
  private static final Duration BEFORE_AGAIN = Duration.ofMillis(200);

  /** One event in so many is posted again although it was answered, one with another body. */
  private static final int AGAIN = 12;

  private static final int PATIENTS = 40;
  private static final int LONGEST_NOTE = 600;

  private final StormApi api;
  private final long seed;
  private final List<UUID> clinics;
  private final List<String> types;
  private final String patient;
  private final Map<String, UUID> accepted = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
  private final AtomicInteger posts = new AtomicInteger();
  private final AtomicInteger unanswered = new AtomicInteger();
  private final Map<Integer, Integer> statuses = new ConcurrentHashMap<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean wanted = true;
  private volatile Deadline deadline = Deadline.in(Duration.ofDays(1));

  /**
   * Creates them; they post nothing yet.
   *
   * @param patient a word that stands in all data, and nowhere else
   */
  EventClients(StormApi api, long seed, List<UUID> clinics, List<String> types, String patient) {
    this.api = api;
    this.seed = seed;
    this.clinics = clinics;
    this.types = types;
    this.patient = patient;
  }

  void begin() {
    for (int client = 0; client < CLIENTS; client++) {
      int number = client;
      threads.add(Thread.ofVirtual().name("client " + client).start(() -> post(number)));
    }
  }

  private void post(int client) {
    SplittableRandom random = new SplittableRandom(seed * CLIENTS + client);
    for (int number = 1; wanted; number++) {
      Pauses.atMost(Duration.ofMillis(random.nextInt(LONGEST_PAUSE_MILLIS)), () -> wanted);
      String key = "storm-%d-%d-%d".formatted(seed, client, number);
      Map<String, Object> body = body(random, key);
      int again = random.nextInt(2 * AGAIN);
      if (!wanted) {
        return;
      }
      answered(body, key);
      if (again == 0) {
        answered(body, key);
      } else if (again == 1) {
        refused(body, key);
      }
    }
  }

  private Map<String, Object> body(SplittableRandom random, String key) {
    int person = random.nextInt(PATIENTS);
    Map<String, Object> body = new HashMap<>();
    body.put("clinic", clinics.get(random.nextInt(clinics.size())).toString());
    body.put("type", types.get(random.nextInt(types.size())));
    body.put("subject", "patient/" + person);
    body.put(
        "data",
        Map.of(
            "patient_id",
            person,
            "patient_name",
            patient + " " + person,
            "posted_as",
            key,
            "note",
            "n".repeat(random.nextInt(LONGEST_NOTE))));
    return body;
  }

  /** Posts until somebody says what became of it. */
  private void answered(Map<String, Object> body, String key) {
    StormApi.Answer answer = definite(body, key);
    if (answer == null) {
      return;
    }
    if (answer.status() != 202 && answer.status() != 200) {
      wrong.add("%s was answered %d: %s".formatted(key, answer.status(), answer.json()));
      return;
    }
    UUID id = UUID.fromString(answer.json().path("id").asString());
    UUID before = accepted.putIfAbsent(key, id);
    if (before != null && !before.equals(id)) {
      wrong.add("%s was answered with event %s, and then with %s".formatted(key, before, id));
    }
  }

  private void refused(Map<String, Object> body, String key) {
    Map<String, Object> other = new HashMap<>(body);
    other.put("subject", "patient/another");
    StormApi.Answer answer = definite(other, key);
    if (answer != null && answer.status() != 409 && accepted.containsKey(key)) {
      wrong.add("%s with another body was answered %d".formatted(key, answer.status()));
    }
  }

  private StormApi.@Nullable Answer definite(Map<String, Object> body, String key) {
    while (!deadline.isOver()) {
      posts.incrementAndGet();
      Optional<StormApi.Answer> answer = api.postOnce("events", body, key);
      if (answer.isEmpty()) {
        unanswered.incrementAndGet();
      } else {
        statuses.merge(answer.get().status(), 1, Integer::sum);
        if (!answer.get().mayChange()) {
          return answer.get();
        }
      }
      Pauses.of(BEFORE_AGAIN);
    }
    wrong.add(key + " was never answered");
    return null;
  }

  /** Posts nothing new any more, and waits until everything that was posted is answered. */
  void end(Duration limit) {
    wanted = false;
    deadline = Deadline.in(limit);
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
  }

  /** Returns the ids that were answered, by key. */
  Map<String, UUID> accepted() {
    return Map.copyOf(accepted);
  }

  int acceptedSoFar() {
    return accepted.size();
  }

  /** Returns answers that break a promise, in words. */
  List<String> wrongAnswers() {
    return List.copyOf(wrong);
  }

  int posts() {
    return posts.get();
  }

  int unanswered() {
    return unanswered.get();
  }

  /** Returns how often each status was answered. */
  Map<Integer, Integer> statuses() {
    return Map.copyOf(statuses);
  }
}
