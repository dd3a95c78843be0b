package org.wardbell.standalone.bench.report;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.HdrHistogram.Histogram;

/**
 * The figures of one run.
 *
 * @param load in words
 * @param cores that everything shared: server, MySQL, Temporal, receiver and generator
 * @param accepted events answered 202
 * @param acceptedPerSecond from the first request to the last answer
 * @param accept from the intended send time to the 202, in milliseconds
 * @param refused answers that were not 202, by status; "0" where the connection broke
 * @param delivered first arrivals, one per accepted event and webhook
 * @param deliveredPerSecond from the first request to the last first arrival
 * @param acceptToDelivered from the 202's arrival at the client to the receiver, in milliseconds
 * @param lost accepted and not arrived when the time was over
 * @param duplicated arrivals beyond the first of an event at a webhook
 */
public record Figures(
    Instant startedAt,
    String load,
    int webhooks,
    int cores,
    String java,
    long accepted,
    double acceptedPerSecond,
    Percentiles accept,
    Map<String, Integer> refused,
    long delivered,
    double deliveredPerSecond,
    Percentiles acceptToDelivered,
    List<ProcessFigures> processes,
    Inside inside,
    long lost,
    long duplicated) {

  /** The processes that an operator pays for; the other two belong to the measuring. */
  private static final Set<String> OURS = Set.of("server", "MySQL", "Temporal");

  /** Returns the processor time of one process for 1,000 deliveries, in seconds. */
  public double cpuSecondsPer1000(String process) {
    return processes.stream()
        .filter(one -> one.process().equals(process))
        .mapToDouble(ProcessFigures::cpuSecondsPer1000Deliveries)
        .sum();
  }

  /** Returns that of all processes that an operator pays for. */
  public double cpuSecondsPer1000() {
    return OURS.stream().mapToDouble(this::cpuSecondsPer1000).sum();
  }

  /** Returns the processes that an operator pays for. */
  List<ProcessFigures> ours() {
    return processes.stream().filter(one -> OURS.contains(one.process())).toList();
  }

  /**
   * The work inside the server and its database, which says where the time goes.
   *
   * @param compilerSecondsPer1000 of the server's processor time, per 1,000 deliveries
   * @param collectorSecondsPer1000 the same for the garbage collector
   * @param eventsPerCommit how many events were accepted together; 0 where the database is
   *     another's
   * @param statementsPerEvent round trips to the database, all work of the server's included
   * @param workflowsPerEvent 1 if each event has one of its own
   */
  public record Inside(
      double compilerSecondsPer1000,
      double collectorSecondsPer1000,
      double eventsPerCommit,
      double statementsPerEvent,
      double workflowsPerEvent) {}

  /** Milliseconds. */
  public record Percentiles(double p50, double p95, double p99, double max) {
    private static final double MICROS_PER_MILLI = 1_000;

    public static Percentiles of(Histogram micros) {
      return new Percentiles(
          micros.getValueAtPercentile(50) / MICROS_PER_MILLI,
          micros.getValueAtPercentile(95) / MICROS_PER_MILLI,
          micros.getValueAtPercentile(99) / MICROS_PER_MILLI,
          micros.getMaxValue() / MICROS_PER_MILLI);
    }
  }

  /**
   * The cost of one process.
   *
   * @param peakMegabytes the most it ever had resident, warm-up included
   */
  public record ProcessFigures(
      String process, double cpuSeconds, double cpuSecondsPer1000Deliveries, long peakMegabytes) {}
}
