package org.wardbell.activities.statistics;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.delivery.DeliveryStatus;

/**
 * Sums of some columns.
 *
 * @param events that came in; not those of Wardbell itself
 * @param attempts requests that are over, by outcome
 * @param deliveries that ended, by their last status
 */
public record Totals(
    long events, Map<String, Long> attempts, Map<DeliveryStatus, Long> deliveries) {
  public Totals {
    attempts = Map.copyOf(attempts);
    deliveries = Map.copyOf(deliveries);
  }

  /** Returns the requests that are over. */
  public long attempted() {
    return attempts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Returns the deliveries that a receiver took. */
  public long delivered() {
    return deliveries.getOrDefault(DeliveryStatus.DELIVERED, 0L);
  }

  /** Returns the deliveries that ended otherwise; nobody cancelled them. */
  public long failed() {
    return deliveries.getOrDefault(DeliveryStatus.EXHAUSTED, 0L)
        + deliveries.getOrDefault(DeliveryStatus.REFUSED, 0L)
        + deliveries.getOrDefault(DeliveryStatus.GONE, 0L);
  }

  /**
   * Returns the share of deliveries that a receiver took, 0 to 1, of those that ended and that
   * nobody cancelled; null if there are none.
   */
  public @Nullable Double successRate() {
    long ended = delivered() + failed();
    return ended == 0 ? null : (double) delivered() / ended;
  }

  /** Sums while they are added up. */
  static final class Sum {
    private long events;
    private final Map<String, Long> attempts = new TreeMap<>();
    private final Map<DeliveryStatus, Long> deliveries = new EnumMap<>(DeliveryStatus.class);

    void add(String outcome, long moreEvents, long moreAttempts, long moreDeliveries) {
      events += moreEvents;
      if (moreAttempts != 0) {
        attempts.merge(outcome, moreAttempts, Long::sum);
      }
      if (moreDeliveries != 0) {
        deliveries.merge(status(outcome), moreDeliveries, Long::sum);
      }
    }

    Totals done() {
      return new Totals(events, attempts, deliveries);
    }

    /** Returns how a delivery ended whose last attempt had this outcome. */
    private static DeliveryStatus status(String outcome) {
      return switch (outcome) {
        case "DELIVERED", "REFUSED", "GONE", "CANCELLED" -> DeliveryStatus.valueOf(outcome);
        default -> DeliveryStatus.EXHAUSTED;
      };
    }
  }
}
