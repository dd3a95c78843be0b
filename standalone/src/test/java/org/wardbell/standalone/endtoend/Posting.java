package org.wardbell.standalone.endtoend;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Clients that post many events side by side, as a clinic's program should: under a key, and again
 * until it is accepted.
 */
final class Posting {
  private static final int CLIENTS = 8;

  private final Map<String, UUID> accepted = new ConcurrentHashMap<>();
  private final Set<String> wanted = new TreeSet<>();
  private ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);

  Posting(String prefix, int count) {
    IntStream.range(0, count).forEach(i -> wanted.add(prefix + "-" + i));
  }

  /** Posts all events that have not been accepted yet; returns at once. */
  void post(TestApi api) {
    clients = Executors.newFixedThreadPool(CLIENTS);
    for (String key : wanted) {
      if (!accepted.containsKey(key)) {
        clients.execute(() -> postOne(api, key));
      }
    }
    clients.shutdown();
  }

  private void postOne(TestApi api, String key) {
    try {
      TestApi.Answer answer = api.event(key);
      if (answer.status() == 202 || answer.status() == 200) {
        accepted.put(key, UUID.fromString(answer.json().path("id").asString()));
      }
    } catch (IOException unreachable) {
      // The key stays unaccepted and is posted again.
    }
  }

  int acceptedSoFar() {
    return accepted.size();
  }

  /** Waits until every client has an answer, or none. */
  void awaitClients() {
    try {
      if (!clients.awaitTermination(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("Clients still wait for answers.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Posts until every event is accepted. */
  void finish(TestApi api) {
    Await.until(
        "accepting all events",
        () -> {
          post(api);
          awaitClients();
          return accepted.size();
        },
        count -> count == wanted.size());
  }

  /** Returns the ids of the accepted events, by key. */
  Map<String, UUID> accepted() {
    return Map.copyOf(accepted);
  }
}
