package org.wardbell.activities.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.Await;

/** Two jobs work at once, and who has worked for a second lets another one through. */
class JobTurnsTest {
  private final JobTurns turns = new JobTurns(Duration.ofSeconds(60));

  private static long twoSecondsAgo() {
    return System.nanoTime() - TimeUnit.SECONDS.toNanos(2);
  }

  @Test
  void turn_thatNobodyWaitsFor_goesOn() {
    assertThat(turns.take()).isTrue();

    assertThat(turns.isOver(twoSecondsAgo())).isFalse();
  }

  @Test
  void turn_thatSomebodyWaitsFor_isOverAfterASecond_andIsTheOthers() {
    assertThat(turns.take()).isTrue();
    assertThat(turns.take()).isTrue();
    CompletableFuture<Boolean> third = CompletableFuture.supplyAsync(turns::take);
    Await.until("somebody who waits", () -> turns.isOver(twoSecondsAgo()) || third.isDone());

    assertThat(third).isNotDone();
    assertThat(turns.isOver(System.nanoTime() + TimeUnit.SECONDS.toNanos(60))).isFalse();
    turns.giveBack();

    assertThat(third.join()).isTrue();
  }

  @Test
  void turn_thatDoesNotCome_isGivenUp() {
    JobTurns impatient = new JobTurns(Duration.ofMillis(1));
    assertThat(impatient.take()).isTrue();
    assertThat(impatient.take()).isTrue();

    assertThat(impatient.take()).isFalse();
  }
}
