package org.wardbell.standalone.endtoend;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A client that posts one event after the other until it is told to end, each under a key, and
 * again until one of the servers has accepted it.
 */
final class SteadyPosting {
  /** Some twenty events a second, so that a busy machine keeps up. */
  private static final Duration PAUSE = Duration.ofMillis(40);

  private final Map<String, UUID> accepted = new ConcurrentHashMap<>();
  private final Thread thread = Thread.ofVirtual().name("steady posting").unstarted(this::post);
  private volatile List<TestApi> servers;
  private volatile boolean ending;

  private SteadyPosting(List<TestApi> servers) {
    this.servers = List.copyOf(servers);
  }

  static SteadyPosting begin(TestApi... servers) {
    SteadyPosting posting = new SteadyPosting(List.of(servers));
    posting.thread.start();
    return posting;
  }

  /** Has it post to these from now on, as a load balancer does. */
  void turnTo(TestApi... now) {
    servers = List.of(now);
  }

  private void post() {
    for (int i = 0; !ending; i++) {
      String key = "steady-" + i;
      for (int turn = i; !isAccepted(key, turn); turn++) {
        Await.pause(PAUSE);
      }
      Await.pause(PAUSE);
    }
  }

  private boolean isAccepted(String key, int turn) {
    List<TestApi> now = servers;
    try {
      TestApi.Answer answer = now.get(turn % now.size()).event(key);
      if (answer.status() == 202 || answer.status() == 200) {
        accepted.put(key, UUID.fromString(answer.json().path("id").asString()));
        return true;
      }
      return false;
    } catch (IOException unanswered) {
      return false;
    }
  }

  /** Returns the ids of the events that were accepted so far, by key. */
  Map<String, UUID> accepted() {
    return Map.copyOf(accepted);
  }

  /** Ends, and waits until the last event is accepted. */
  void end() {
    ending = true;
    try {
      if (!thread.join(Await.PATIENCE)) {
        throw new AssertionError("The last event is not accepted.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
