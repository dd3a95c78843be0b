package org.wardbell.standalone.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.wardbell.standalone.bench.environment.BenchmarkException;
import org.wardbell.standalone.bench.environment.Deadline;
import org.wardbell.standalone.bench.environment.Progress;

/** The generator of a load, with one thread per connection. */
public final class Generator {
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  private final int port;
  private final EventRequest request;

  /** Creates a generator of events for the server on this port of 127.0.0.1. */
  public Generator(int port, String apiKey) {
    this.port = port;
    this.request = EventRequest.to("127.0.0.1:" + port, apiKey);
  }

  /** Posts the whole load and returns the answers' log; stops early when the time is over. */
  public SenderLog post(Load load, Deadline deadline, Progress progress) {
    // Platform threads: they are few, and the kernel wakes a blocked reader at the least cost.
    try (ExecutorService threads = Executors.newFixedThreadPool(load.connections())) {
      SendTimes sendTimes = SendTimes.of(load);
      List<Future<SenderLog>> senders = new ArrayList<>();
      for (int i = 0; i < load.connections(); i++) {
        senders.add(threads.submit(new Sender(port, request, sendTimes)));
      }
      SenderLog all = new SenderLog();
      for (Future<SenderLog> sender : senders) {
        all.addAll(await(sender, sendTimes, deadline, progress, load));
      }
      return all;
    }
  }

  private static SenderLog await(
      Future<SenderLog> sender,
      SendTimes sendTimes,
      Deadline deadline,
      Progress progress,
      Load load) {
    while (true) {
      try {
        return sender.get(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (deadline.isOver()) {
          sendTimes.stop();
        }
        progress.now(() -> "posted %,d of %,d events".formatted(sendTimes.taken(), load.events()));
      } catch (ExecutionException e) {
        throw new BenchmarkException("A sender failed: " + e.getCause(), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        sendTimes.stop();
        throw new BenchmarkException("Interrupted.", e);
      }
    }
  }
}
