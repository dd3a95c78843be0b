package org.wardbell.standalone.bench.report;

import java.time.Duration;
import org.wardbell.standalone.bench.environment.Deadline;
import org.wardbell.standalone.bench.environment.MeasuredProcess;
import org.wardbell.standalone.bench.environment.Pause;
import org.wardbell.standalone.bench.environment.Progress;
import org.wardbell.standalone.bench.environment.Target;
import org.wardbell.standalone.bench.load.SenderLog;

/** The wait until a server has delivered what it accepted. */
public record Drain(Target target, Deadline deadline, Progress progress) {
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  /**
   * Reading all rows is dear, so it is not repeated in haste when a count was reached and a row is
   * missing.
   */
  private static final Duration READ_EVERY = Duration.ofSeconds(1);

  /**
   * Waits until everything that was accepted has arrived, or the time is over.
   *
   * @param webhooks that each get every event
   */
  public DeliveryTable await(SenderLog log, int webhooks) {
    long expected = (long) log.accepted().size() * webhooks;
    while (true) {
      long distinct = target.receiver().distinct();
      if (distinct >= expected || deadline.isOver()) {
        DeliveryTable table = new DeliveryTable(log.accepted(), webhooks);
        target.receiver().arrivals(table::add);
        if (table.lost() == 0 || deadline.isOver()) {
          return table;
        }
      }
      // A server that died is said at once, and not after ten minutes of waiting.
      target.processes().forEach(MeasuredProcess::cpuSeconds);
      progress.now(() -> "delivered %,d of %,d".formatted(distinct, expected));
      Pause.of(distinct >= expected ? READ_EVERY : LOOK_EVERY);
    }
  }
}
