package org.wardbell.api.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How often somebody looks, if many ask. */
class SharedLookTest {
  private static final int MANY = 20;

  private final AtomicInteger looks = new AtomicInteger();

  private void slow() {
    looks.incrementAndGet();
    try {
      TimeUnit.MILLISECONDS.sleep(200);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void many_whoAskTogether_shareOneLook() throws Exception {
    SharedLook look = new SharedLook(this::slow, Duration.ofHours(1));
    CyclicBarrier together = new CyclicBarrier(MANY);
    List<Future<?>> asked = new ArrayList<>();
    try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < MANY; i++) {
        asked.add(
            people.submit(
                () -> {
                  together.await();
                  look.unlessJustNow();
                  return null;
                }));
      }
    }
    for (Future<?> each : asked) {
      each.get();
    }

    assertThat(looks).hasValue(1);
  }

  @Test
  void oldLook_isDoneAgain() {
    SharedLook look = new SharedLook(looks::incrementAndGet, Duration.ofNanos(-1));

    look.unlessJustNow();
    look.unlessJustNow();

    assertThat(looks).hasValue(2);
  }
}
