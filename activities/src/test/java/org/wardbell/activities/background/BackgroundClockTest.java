package org.wardbell.activities.background;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A clock's rounds, and its stop while one is under way. */
class BackgroundClockTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(1);

  private final Semaphore begun = new Semaphore(0);

  private void awaitRounds(int rounds) throws InterruptedException {
    assertThat(begun.tryAcquire(rounds, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
  }

  @Test
  void rounds_areRepeatedUntilTheStop() throws Exception {
    BackgroundClock clock = new BackgroundClock("test", PAUSE, begun::release);
    assertThat(clock.isRunning()).isFalse();
    clock.start();
    awaitRounds(3);
    assertThat(clock.isRunning()).isTrue();

    assertThat(clock.stop(PATIENCE)).isTrue();
    assertThat(clock.isRunning()).isFalse();
    assertThat(clock.stop(PATIENCE)).isFalse();
    begun.drainPermits();
    clock.start();
    awaitRounds(1);
    clock.stop(PATIENCE);
  }

  @Test
  void stop_whileARoundIsUnderWay_waitsForIt() throws Exception {
    CountDownLatch mayEnd = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    BackgroundClock clock =
        new BackgroundClock(
            "test",
            PAUSE,
            () -> {
              begun.release();
              try {
                mayEnd.await();
                ended.set(true);
              } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
              }
            });
    clock.start();
    awaitRounds(1);
    Thread.ofVirtual()
        .start(
            () -> {
              while (clock.isRunning()) {
                Thread.onSpinWait();
              }
              mayEnd.countDown();
            });

    assertThat(clock.stop(PATIENCE)).isTrue();
    assertThat(ended).isTrue();
  }

  @Test
  void stop_ofARoundThatTakesLonger_interruptsIt() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    BackgroundClock clock =
        new BackgroundClock(
            "test",
            PAUSE,
            () -> {
              begun.release();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException stopped) {
                interrupted.countDown();
              }
            });
    clock.start();
    awaitRounds(1);

    assertThat(clock.stop(Duration.ZERO)).isFalse();
    assertThat(interrupted.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
  }
}
