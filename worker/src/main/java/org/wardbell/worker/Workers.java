package org.wardbell.worker;

import io.temporal.client.WorkflowClient;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The process's Temporal workers, one for each queue. They start as soon as Temporal answers,
 * however late that is, and stop by taking no new work and letting deliveries under way end: one
 * that is cut would be sent twice.
 */
final class Workers implements SmartLifecycle {
  /** On a busy two-core machine a workflow thread may simply not get its turn for a second. */
  private static final long DEADLOCK_MILLIS = 10_000;

  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration DRAIN = Duration.ofSeconds(20);
  private static final Logger log = LoggerFactory.getLogger(Workers.class);

  private final WorkflowClient client;
  private final SignsOfLife signs;
  private final List<PolledQueue> queues;
  private volatile boolean wanted;
  private volatile @Nullable WorkerFactory factory;
  private @Nullable Thread starter;

  Workers(WorkflowClient client, SignsOfLife signs, List<PolledQueue> queues) {
    this.client = client;
    this.signs = signs;
    this.queues = List.copyOf(queues);
  }

  @Override
  public void start() {
    wanted = true;
    starter = Thread.ofPlatform().daemon().name("worker-start").start(this::startWhenPossible);
  }

  private void startWhenPossible() {
    boolean told = false;
    while (wanted) {
      try {
        WorkerFactory made = startOnce();
        factory = made;
        if (!wanted) {
          made.shutdown(); // Stopped while it started.
          signs.stop();
        }
        log.info("worker polls task queues {}", queues.stream().map(PolledQueue::name).toList());
        return;
      } catch (RuntimeException failure) {
        if (!told) {
          log.warn("temporal does not answer yet, the worker starts when it does");
          told = true;
        }
        pause();
      }
    }
  }

  private WorkerFactory startOnce() {
    WorkerFactory made =
        WorkerFactory.newInstance(
            client, WorkerFactoryOptions.newBuilder().setUsingVirtualWorkflowThreads(true).build());
    try {
      queues.forEach(
          queue -> queue.registration().accept(made.newWorker(queue.name(), options(queue))));
      // Before it takes work: whoever asks must not be told that nobody is there.
      signs.start();
      made.start();
      return made;
    } catch (RuntimeException failure) {
      signs.stop();
      made.shutdownNow();
      throw failure;
    }
  }

  private static WorkerOptions options(PolledQueue queue) {
    return WorkerOptions.newBuilder()
        .setUsingVirtualThreads(true)
        .setMaxConcurrentActivityExecutionSize(queue.activities())
        .setDefaultDeadlockDetectionTimeout(DEADLOCK_MILLIS)
        .build();
  }

  private static void pause() {
    try {
      Thread.sleep(RETRY);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void stop() {
    wanted = false;
    if (starter != null) {
      starter.interrupt();
    }
    WorkerFactory running = factory;
    if (running != null) {
      running.shutdown();
      signs.stop();
      running.awaitTermination(DRAIN.toSeconds(), TimeUnit.SECONDS);
      factory = null;
    }
  }

  /**
   * Returns whether it should run, even if Temporal has not answered yet: so that stop is called.
   */
  @Override
  public boolean isRunning() {
    return wanted;
  }

  /** Returns whether the worker polls. */
  public boolean polls() {
    WorkerFactory running = factory;
    return running != null && running.isStarted() && !running.isShutdown();
  }

  /**
   * Returns a phase that is started late and stopped early, but after the web server takes no more
   * requests.
   */
  @Override
  public int getPhase() {
    return SmartLifecycle.DEFAULT_PHASE - 4_096;
  }
}
