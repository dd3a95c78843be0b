package org.wardbell.activities.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class SealingThreadsTest {
  private static final Supplier<Thread> WHO = Thread::currentThread;

  @Test
  void virtualThread_hasItsWorkDoneByALastingOne() throws Exception {
    Thread worker = inVirtualThread(() -> SealingThreads.compute(WHO));

    assertThat(worker.isVirtual()).isFalse();
    assertThat(worker.getName()).startsWith("sealing-");
  }

  @Test
  void platformThread_worksByItself() {
    assertThat(SealingThreads.compute(WHO)).isSameAs(Thread.currentThread());
  }

  @Test
  void failure_arrivesAsItWasThrown() throws Exception {
    IllegalStateException failure = new IllegalStateException("it could not be sealed");
    Supplier<Object> failing =
        () -> {
          throw failure;
        };

    Throwable thrown = inVirtualThread(() -> catchThrowable(() -> SealingThreads.compute(failing)));

    assertThat(thrown).isSameAs(failure);
  }

  private static <T> T inVirtualThread(Callable<T> work) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return threads.submit(work).get();
    }
  }
}
