package org.wardbell.activities.delivery.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.Await;

final class GroupCommitTest {
  @Test
  void group_whoseCommitEndsInAnError_endsForAllOfThem() throws Exception {
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    GroupCommit<String> commits =
        new GroupCommit<>(
            group -> {
              if (group.contains("first")) {
                first.countDown();
                awaitThat(goOn);
              } else if (!group.isEmpty()) {
                throw new StackOverflowError();
              }
            });
    CompletableFuture<Void> alone = commit(commits, "first");
    first.await();
    List<CompletableFuture<Void>> group = new ArrayList<>();
    for (String value : List.of("second", "third", "fourth")) {
      group.add(commit(commits, value));
    }
    Await.until("all wait", () -> commits.waiting() == 3);
    goOn.countDown();

    alone.get();
    group.forEach(
        one -> Await.until("the end", () -> one.isDone() && one.isCompletedExceptionally()));
    assertThat(commits.waiting()).isZero();
  }

  private static CompletableFuture<Void> commit(GroupCommit<String> commits, String value) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                commits.commit(value);
                done.complete(null);
              } catch (Throwable failure) {
                done.completeExceptionally(failure);
              }
            });
    return done;
  }

  private static void awaitThat(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
