package org.wardbell.activities.webhook.state;

import static org.wardbell.activities.database.generated.Tables.WEBHOOK_STATE;

import java.time.Duration;
import java.time.Instant;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.generated.tables.records.WebhookStateRecord;

/**
 * The circuit breaker of a webhook: open, its deliveries wait because its receiver fails again and
 * again, and one attempt goes through from time to time, the probe. The first success closes it.
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

  static final String STORED_OPEN = "OPEN";
  private static final String STORED_CLOSED = "CLOSED";

  /** Reads a row of {@code webhook_state}. */
  static Circuit of(Record row) {
    Long wait = row.get(WEBHOOK_STATE.CIRCUIT_PROBE_SECONDS, Long.class);
    return new Circuit(
        STORED_OPEN.equals(row.get(WEBHOOK_STATE.CIRCUIT)),
        row.get(WEBHOOK_STATE.CIRCUIT_FAILURES, Integer.class),
        row.get(WEBHOOK_STATE.CIRCUIT_PROBE_AT),
        wait == null ? Duration.ZERO : Duration.ofSeconds(wait),
        row.get(WEBHOOK_STATE.CIRCUIT_PROBED_NUMBER, Long.class));
  }

  /** Sets the row's columns; the caller writes it. */
  void write(WebhookStateRecord row) {
    row.setCircuit(open ? STORED_OPEN : STORED_CLOSED);
    row.setCircuitFailures(failures);
    row.setCircuitProbeAt(probeAt);
    row.setCircuitProbeSeconds(open ? Math.toIntExact(interval.toSeconds()) : null);
    row.setCircuitProbedNumber(probed);
  }

  /** Returns whether a success has something to forget. */
  public boolean troubled() {
    return open || failures > 0;
  }

  /** Returns whether a probe may go now. */
  boolean probesAt(Instant now) {
    return open && (probeAt == null || !probeAt.isAfter(now));
  }

  /** Returns the circuit after one more attempt. */
  Circuit after(Observation seen, ProbeTimes times, Instant now) {
    if (seen.delivered() || !seen.circuitBreaker()) {
      return CLOSED;
    }
    if (!isTheReceivers(seen)) {
      // It answers again, and would take another delivery: no reason to wait ever longer.
      return open && seen.drained() ? opened(failures, times, now) : this;
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
   * Returns the circuit while its probe is under way. The next one is set as if this one failed, so
   * that a process that dies with it leaves nothing to repair; a success closes the circuit anyway.
   *
   * @param number the delivery's
   * @param leaseEnd before which this probe is over
   */
  public Circuit probing(long number, ProbeTimes times, Instant now, Instant leaseEnd) {
    Duration next = times.after(interval);
    Instant at = now.plus(next);
    return new Circuit(true, failures, at.isBefore(leaseEnd) ? leaseEnd : at, next, number);
  }

  /**
   * Returns the circuit whose probe may go now because a person asks for it. If it fails, the next
   * one waits as long as it would have without: who looks often must not make the receiver wait.
   */
  public Circuit byHand(Instant now) {
    return probesAt(now) ? this : new Circuit(true, failures, now, interval.dividedBy(2), probed);
  }

  /** Failures that speak of the receiver, and not of a limit, a delivery or us (rule 17). */
  private static boolean isTheReceivers(Observation seen) {
    return switch (seen.outcome()) {
      case TIMEOUT, CONNECT, TLS, PROTOCOL -> true;
      case FAILED -> isTheReceivers(seen.code());
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
