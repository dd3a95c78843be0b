package org.wardbell.embedded.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SupervisorTest {
  private static final long LIMIT_SECONDS = 60;

  private final List<String> told = new CopyOnWriteArrayList<>();
  private final CompletableFuture<String> givenUp = new CompletableFuture<>();
  private final Supervisor supervisor =
      new Supervisor(
          new Supervisor.Patience(Duration.ofMillis(1), 3, Duration.ofMinutes(10)),
          told::add,
          givenUp::complete);

  @AfterEach
  void close() {
    supervisor.close();
  }

  @Test
  void server_thatEndsByItself_isStartedAgainAndSaidSo() throws Exception {
    StandIn server = new StandIn(0);
    supervisor.watch(server);
    server.end();
    server.awaitRestarts(1);
    await(() -> told.contains("MySQL runs again"));
    assertThat(told.getFirst()).contains("MySQL ended with code 9").contains("1 of 3");
    assertThat(supervisor.restarting()).isEmpty();
    assertThat(givenUp).isNotDone();
  }

  @Test
  void server_whoseRestartsFail_isGivenUpWithTheLastReason() throws Exception {
    StandIn server = new StandIn(Integer.MAX_VALUE);
    supervisor.watch(server);
    server.end();
    assertThat(givenUp.get(LIMIT_SECONDS, TimeUnit.SECONDS))
        .contains("the disk is full")
        .contains("3 times");
    assertThat(server.tries).hasValue(3);
    assertThat(supervisor.lost()).containsExactly("MySQL");
    assertThat(supervisor.restarting()).isEmpty();
  }

  @Test
  void server_thatEndsAgainAndAgain_isGivenUpThoughEachStartWentWell() throws Exception {
    StandIn server = new StandIn(0);
    supervisor.watch(server);
    for (int restart = 1; restart <= 3; restart++) {
      server.end();
      server.awaitRestarts(restart);
    }
    server.end();
    assertThat(givenUp.get(LIMIT_SECONDS, TimeUnit.SECONDS)).contains("MySQL ended with code 9");
  }

  @Test
  void supervisor_closed_startsNothingAgain() {
    StandIn server = new StandIn(0);
    supervisor.watch(server);
    supervisor.close();
    server.end();
    assertThat(server.tries).hasValue(0);
    assertThat(told).isEmpty();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  /** A server that ends when told, and whose first restarts fail. */
  private static final class StandIn implements RestartableServer {
    final AtomicInteger tries = new AtomicInteger();
    private final int failures;
    private volatile boolean alive = true;

    StandIn(int failures) {
      this.failures = failures;
    }

    void end() {
      alive = false;
    }

    void awaitRestarts(int count) throws InterruptedException {
      await(() -> alive && tries.get() >= count);
    }

    @Override
    public String name() {
      return "MySQL";
    }

    @Override
    public boolean isAlive() {
      return alive;
    }

    @Override
    public String ending() {
      return "ended with code 9";
    }

    @Override
    public void restart(BooleanSupplier wanted) {
      if (tries.incrementAndGet() <= failures) {
        throw new EmbeddedServerException("MySQL did not start: the disk is full");
      }
      alive = true;
    }
  }
}
