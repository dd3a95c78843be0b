package org.wardbell.api.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.presence.SeenWorker;

/** When a worker counts as gone: late enough that nobody is refused while one is there. */
class WorkerWatchTest {
  private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
  private static final Duration LOOK = Duration.ofSeconds(2);

  /** As long as somebody watches before they say that nobody is there, and a look more. */
  private static final int LONG_ENOUGH = 9;

  private final WorkerWatch watch = new WorkerWatch();
  private long nanos;
  private Optional<List<WorkerWatch.Poller>> pollers = Optional.of(List.of());

  private static SeenWorker worker(String identity, long beats, @Nullable Instant stopped) {
    return new SeenWorker(identity, "1", beats, START, START, stopped);
  }

  private Presence look(SeenWorker... rows) {
    return after(LOOK, rows);
  }

  private Presence after(Duration wait, SeenWorker... rows) {
    nanos += wait.toNanos();
    return watch.look(List.of(rows), nanos, () -> pollers);
  }

  private List<Presence> looks(int many, SeenWorker... rows) {
    List<Presence> seen = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      seen.add(look(rows));
    }
    return seen;
  }

  @Test
  void start_withoutAnyWorker_isNotKnownAtFirst() {
    List<Presence> seen = looks(LONG_ENOUGH);

    assertThat(seen.subList(0, 8)).containsOnly(Presence.UNKNOWN);
    assertThat(seen.getLast()).isEqualTo(Presence.AWAY);
  }

  @Test
  void start_afterTheLastWorkerWasStopped_isNotKnownAtFirst() {
    List<Presence> seen = looks(LONG_ENOUGH, worker("a", 7, START));

    assertThat(seen.getFirst()).isEqualTo(Presence.UNKNOWN);
    assertThat(seen.getLast()).isEqualTo(Presence.AWAY);
  }

  @Test
  void signs_thatGoOn_areSomebody() {
    for (long beats = 0; beats < 100; beats++) {
      assertThat(look(worker("dead", 5, null), worker("alive", beats, null)))
          .isEqualTo(Presence.THERE);
    }
  }

  @Test
  void signs_thatStop_areSomebodyForAWhile() {
    List<Presence> seen = looks(LONG_ENOUGH, worker("a", 5, null));

    assertThat(seen.subList(0, 8)).containsOnly(Presence.THERE);
    assertThat(seen.getLast()).isEqualTo(Presence.AWAY);
  }

  @Test
  void worker_thatComesBack_isThereAtOnce() {
    looks(LONG_ENOUGH, worker("a", 5, null));

    assertThat(look(worker("a", 6, null))).isEqualTo(Presence.THERE);
  }

  @Test
  void worker_thatWasAskedToStop_isGoneAtOnce() {
    looks(LONG_ENOUGH, worker("b", 1, null), worker("a", 4, START));
    assertThat(look(worker("a", 5, null))).isEqualTo(Presence.THERE);

    assertThat(look(worker("a", 6, START))).isEqualTo(Presence.AWAY);
  }

  @Test
  void standstill_ofTheOneWhoWatches_isNoSilence() {
    look(worker("a", 5, null));

    assertThat(after(Duration.ofMinutes(5), worker("a", 5, null))).isEqualTo(Presence.THERE);
    assertThat(look(worker("a", 6, null))).isEqualTo(Presence.THERE);
  }

  @Test
  void looks_ofManyWhoAskAtOnce_makeNoSilence() {
    look(worker("a", 5, null));
    after(Duration.ofMinutes(5), worker("a", 5, null));

    for (int i = 0; i < 100; i++) {
      assertThat(after(Duration.ofMillis(1), worker("a", 5, null))).isEqualTo(Presence.THERE);
    }
  }

  @Test
  void look_thatFailed_beginsTheWatchAnew() {
    looks(LONG_ENOUGH);

    watch.interrupted();

    assertThat(look(worker("a", 5, null))).isEqualTo(Presence.THERE);
    assertThat(look(worker("a", 5, START))).isEqualTo(Presence.UNKNOWN);
  }

  @Test
  void temporal_thatDoesNotAnswer_letsNobodyBeRefused() {
    pollers = Optional.empty();

    assertThat(looks(2 * LONG_ENOUGH)).containsOnly(Presence.UNKNOWN);
  }

  @Test
  void worker_ofAnOlderVersion_isKnownToTemporal() {
    looks(LONG_ENOUGH, worker("a", 5, START));
    pollers = Optional.of(List.of(poller("a", 0), poller("old", 0)));

    assertThat(look(worker("a", 5, START))).isEqualTo(Presence.THERE);
  }

  @Test
  void deadWorker_whomTemporalRemembers_isNobody() {
    pollers = Optional.of(List.of(poller("a", 60)));

    assertThat(looks(LONG_ENOUGH, worker("a", 5, START))).endsWith(Presence.AWAY);
  }

  @Test
  void olderVersion_underTheNameOfADeadWorker_isSomebody() {
    pollers = Optional.of(List.of(poller("a", 120)));

    assertThat(looks(LONG_ENOUGH, worker("a", 5, START))).endsWith(Presence.THERE);
  }

  private static WorkerWatch.Poller poller(String identity, int secondsLater) {
    return new WorkerWatch.Poller(identity, START.plusSeconds(secondsLater));
  }
}
