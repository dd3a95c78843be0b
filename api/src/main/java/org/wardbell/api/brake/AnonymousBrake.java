package org.wardbell.api.brake;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/**
 * The brake on requests that prove nothing until the database was asked: unknown API keys, pushes
 * of nobody's channel, ways back from no consent. What is genuine costs nothing.
 */
@Component
public final class AnonymousBrake {
  /** The time after which a refused try makes sense again. */
  public static final Duration WAIT = AddressBudget.REFILL;

  private static final Map<String, String> SPENT =
      Map.of(
          Allowance.POLICY,
          "\"address\";q=%d;w=%d"
              .formatted(AddressBudget.BURST, WAIT.multipliedBy(AddressBudget.BURST).toSeconds()),
          Allowance.LEFT,
          "\"address\";r=0;t=" + WAIT.toSeconds());

  private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);

  private static final Logger log = LoggerFactory.getLogger(AnonymousBrake.class);

  /** The things that somebody without a known key may try. */
  public enum Kind {
    KEY,
    PUSH,
    CALLBACK,
    SIGN_IN
  }

  private record Counts(AddressBudget budget, Counter unknown, Counter refused) {}

  private final Map<Kind, Counts> kinds = new EnumMap<>(Kind.class);
  private final AtomicLong unknown = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong warnedAt =
      new AtomicLong(System.nanoTime() - BETWEEN_WARNINGS.toNanos());

  AnonymousBrake(MeterRegistry registry) {
    for (Kind kind : Kind.values()) {
      kinds.put(
          kind,
          new Counts(
              new AddressBudget(System::nanoTime),
              counter(registry, kind, "unknown"),
              counter(registry, kind, "refused")));
    }
  }

  private static Counter counter(MeterRegistry registry, Kind kind, String result) {
    return Counter.builder("wardbell.anonymous.requests")
        .description(
            "Requests that proved nothing, and those refused before the database was asked")
        .tag("kind", kind.name().toLowerCase(Locale.ROOT))
        .tag("result", result)
        .register(registry);
  }

  /**
   * Takes one of the address's tries; false if it has none left: then the database is not asked.
   */
  public boolean mayTry(Kind kind, String address) {
    if (of(kind).budget().take(address)) {
      return true;
    }
    of(kind).refused().increment();
    refused.incrementAndGet();
    warn(kind, address);
    return false;
  }

  /**
   * Returns 429 for an address that has no try left, with what its bucket holds.
   *
   * @param detail the reason, and the remedy
   */
  public static ProblemException refusal(String detail) {
    return ProblemException.later(ProblemKind.TOO_MANY_REQUESTS, detail, WAIT).withHeaders(SPENT);
  }

  /** Gives the try back, because it was genuine or nobody could tell. */
  public void worthIt(Kind kind, String address) {
    of(kind).budget().giveBack(address);
  }

  /** Counts a try that was for nothing. */
  public void forNothing(Kind kind, String address) {
    of(kind).unknown().increment();
    unknown.incrementAndGet();
    warn(kind, address);
  }

  /**
   * Asks a question whose answer shows whether the try was genuine; an address that asks too much
   * in vain is not heard.
   */
  public <T> Optional<T> heard(Kind kind, String address, Supplier<Optional<T>> question) {
    if (!mayTry(kind, address)) {
      return Optional.empty();
    }
    Optional<T> found = question.get();
    if (found.isPresent()) {
      worthIt(kind, address);
    } else {
      forNothing(kind, address);
    }
    return found;
  }

  private Counts of(Kind kind) {
    Counts counts = kinds.get(kind);
    if (counts == null) {
      throw new IllegalStateException(kind + " has no budget");
    }
    return counts;
  }

  private void warn(Kind kind, String address) {
    long now = System.nanoTime();
    long last = warnedAt.get();
    if (now - last >= BETWEEN_WARNINGS.toNanos() && warnedAt.compareAndSet(last, now)) {
      log.warn(
          "requests without a working key, channel or state: {} in vain and {} refused since the last of these lines; now a {} from {}",
          unknown.getAndSet(0),
          refused.getAndSet(0),
          kind.name().toLowerCase(Locale.ROOT),
          address);
    }
  }
}
