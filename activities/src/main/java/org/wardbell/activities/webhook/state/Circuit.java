package org.wardbell.activities.webhook.state;

import static org.wardbell.activities.database.generated.Tables.WEBHOOK_STATE;

import java.time.Duration;
import java.time.Instant;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.generated.tables.records.WebhookStateRecord;
import org.wardbell.activities.http.AttemptReport;
import org.wardbell.workflows.delivery.AttemptOutcome;

/**
 * Whether a webhook's deliveries wait because its receiver fails again and again. Open, it lets one
 * attempt through from time to time, the probe; the first success closes it.
 *
 * @param failures of the receiver, one after the other; other answers neither count nor end the row
 * @param probeAt when the next probe may go, if it is open
 * @param interval before that probe, if it is open
 * @param probed number of the delivery that was probed last: the next probe takes a later one
 */
public record Circuit(
    boolean open, int failures, @Nullable Instant probeAt, Duration interval, long probed) {
  /** More than a deploy of the receiver costs, and few enough to spare it the rest. */
  static final int OPENS_AFTER = 10;

  static final Circuit CLOSED = new Circuit(false, 0, null, Duration.ZERO, 0);

  private static final String STORED_OPEN = "OPEN";
  private static final String STORED_CLOSED = "CLOSED";

  /** As the state's row says. */
  public static Circuit of(Record row) {
    Long wait = row.get(WEBHOOK_STATE.CIRCUIT_PROBE_SECONDS, Long.class);
    return new Circuit(
        STORED_OPEN.equals(row.get(WEBHOOK_STATE.CIRCUIT)),
        row.get(WEBHOOK_STATE.CIRCUIT_FAILURES, Integer.class),
        row.get(WEBHOOK_STATE.CIRCUIT_PROBE_AT),
        wait == null ? Duration.ZERO : Duration.ofSeconds(wait),
        row.get(WEBHOOK_STATE.CIRCUIT_PROBED_NUMBER, Long.class));
  }

  /** Sets the row's columns; the caller writes it. */
  public void write(WebhookStateRecord row) {
    row.setCircuit(open ? STORED_OPEN : STORED_CLOSED);
    row.setCircuitFailures(failures);
    row.setCircuitProbeAt(probeAt);
    row.setCircuitProbeSeconds(open ? Math.toIntExact(interval.toSeconds()) : null);
    row.setCircuitProbedNumber(probed);
  }

  /** Whether a success has something to forget. */
  public boolean troubled() {
    return open || failures > 0;
  }

  /** Whether a probe may go now. */
  boolean probesAt(Instant now) {
    return open && (probeAt == null || !probeAt.isAfter(now));
  }

  /**
   * After an attempt's outcome.
   *
   * @param wanted whether the webhook wants to be protected so
   * @param probe whether the attempt was the probe of an open circuit
   */
  public Circuit after(
      AttemptReport report, boolean wanted, boolean probe, ProbeTimes times, Instant now) {
    if (report.outcome() == AttemptOutcome.DELIVERED || !wanted) {
      return CLOSED;
    }
    if (!isTheReceivers(report)) {
      // It answers again, and would take another delivery: no reason to wait ever longer.
      return open && probe ? opened(failures, times, now) : this;
    }
    if (open) {
      return new Circuit(true, failures + 1, probeAt, interval, probed);
    }
    return failures + 1 >= OPENS_AFTER
        ? opened(failures + 1, times, now)
        : new Circuit(false, failures + 1, null, Duration.ZERO, 0);
  }

  private Circuit opened(int count, ProbeTimes times, Instant now) {
    return new Circuit(true, count, now.plus(times.first()), times.first(), probed);
  }

  /**
   * While its probe is under way. The next one is set as if this one failed, so that a process that
   * dies with it leaves nothing to repair; a success closes the circuit anyway.
   *
   * @param number the delivery's
   * @param leaseEnd before which this probe is over
   */
  public Circuit probing(long number, ProbeTimes times, Instant now, Instant leaseEnd) {
    Duration next = times.after(interval);
    Instant at = now.plus(next);
    return new Circuit(true, failures, at.isBefore(leaseEnd) ? leaseEnd : at, next, number);
  }

  /** Failures that speak of the receiver, and not of a limit, a delivery or us (rule 17). */
  private static boolean isTheReceivers(AttemptReport report) {
    return switch (report.outcome()) {
      case TIMEOUT, CONNECT, TLS, PROTOCOL -> true;
      case FAILED -> isTheReceivers(report.code());
      case DELIVERED, REFUSED, GONE, BLOCKED, LOST -> false;
    };
  }

  private static boolean isTheReceivers(String code) {
    return switch (code) {
      case "http_401", "http_403", "http_404", "http_408" -> true;
      default -> code.matches("http_5[0-9]{2}");
    };
  }
}
