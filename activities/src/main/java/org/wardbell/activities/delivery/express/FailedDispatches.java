package org.wardbell.activities.delivery.express;

import static org.wardbell.activities.database.generated.Tables.EVENT;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardbell.activities.clinic.MissingClinicException;
import org.wardbell.activities.crypto.WrongMasterKeyException;
import org.wardbell.activities.database.Contention;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.expression.ExpressionOverload;

/**
 * The events that could not be dispatched: each is put aside, visibly, and the relay has it tried
 * again at growing intervals until what was wrong is mended.
 */
final class FailedDispatches {
  private static final Duration FIRST_WAIT = Duration.ofSeconds(5);

  /** After a repair an event is late by this much at most. */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

  /** The doublings after which the longest wait is reached. */
  private static final int DOUBLINGS = 7;

  private static final int MOST_COUNTED = 60_000;

  private static final String KEY_UNREADABLE = "data_key_unreadable";
  private static final String CLINIC_MISSING = "clinic_missing";
  private static final String EXPRESSIONS_BUSY = "expressions_busy";
  private static final String FAILED = "failed";

  private static final List<String> PROBLEMS =
      List.of(KEY_UNREADABLE, CLINIC_MISSING, EXPRESSIONS_BUSY, FAILED);

  private static final Logger log = LoggerFactory.getLogger(FailedDispatches.class);

  private final DSLContext dsl;
  private final Map<String, Counter> failures;

  FailedDispatches(DSLContext dsl, MeterRegistry registry) {
    this.dsl = dsl;
    // From the start, so that Prometheus sees the first failure as a rise from 0.
    this.failures =
        PROBLEMS.stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    problem -> problem, problem -> counter(registry, problem)));
  }

  private static Counter counter(MeterRegistry registry, String problem) {
    return Counter.builder("wardbell.dispatch.failures")
        .description("Dispatches of single events that failed and are tried again")
        .tag("problem", problem)
        .register(registry);
  }

  /** Puts an event aside. */
  void putAside(UUID id, Throwable failure) {
    String problem = problem(failure);
    Duration wait = Contention.result(dsl, transaction -> putAside(transaction.dsl(), id, problem));
    // The failure's message could quote the event.
    log.error(
        "event {} cannot be dispatched: {} ({}); tried again in {}",
        id,
        problem,
        failure.getClass().getName(),
        wait);
    Objects.requireNonNull(failures.get(problem), problem).increment();
  }

  private static Duration putAside(DSLContext transaction, UUID id, String problem) {
    int failures =
        transaction
            .select(EVENT.DISPATCH_FAILURES)
            .from(EVENT)
            .where(EVENT.ID.eq(id))
            .forUpdate()
            .fetchSingle()
            .value1();
    Duration wait = wait(failures);
    transaction
        .update(EVENT)
        .set(EVENT.DISPATCH_FAILURES, Math.min(MOST_COUNTED, failures + 1))
        .set(EVENT.DISPATCH_PROBLEM, problem)
        .set(EVENT.DISPATCH_AFTER, DatabaseClock.after(wait))
        .where(EVENT.ID.eq(id), EVENT.DISPATCHED_AT.isNull())
        .execute();
    return wait;
  }

  static Duration wait(int failures) {
    Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(failures, DOUBLINGS));
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }

  /** Returns the word that people see; stored, so that none is ever renamed. */
  private static String problem(Throwable failure) {
    return switch (failure) {
      case WrongMasterKeyException _ -> KEY_UNREADABLE;
      case MissingClinicException _ -> CLINIC_MISSING;
      case ExpressionOverload _ -> EXPRESSIONS_BUSY;
      default -> FAILED;
    };
  }
}
