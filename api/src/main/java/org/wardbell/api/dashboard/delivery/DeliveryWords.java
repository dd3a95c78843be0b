package org.wardbell.api.dashboard.delivery;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.delivery.query.KeptDelivery;
import org.wardbell.activities.webhook.state.ParkedReason;
import org.wardbell.workflows.delivery.DeliveryStatus;

/**
 * The state of a delivery in words, with the outcome whose colour and shape it has.
 *
 * @param style a class of the style sheet
 * @param word a word or two
 * @param reason why it is so, or empty
 */
public record DeliveryWords(String style, String word, String reason) {
  /** Stands for a webhook of which not even the name is there. */
  static final String REMOVED_WEBHOOK = "a removed webhook";

  /** Stands for the type of an event whose time was over. */
  private static final String REMOVED_EVENT = "an event that is no longer kept";

  /**
   * Reasons that an obstacle of the webhook does not overtake: they would hold the delivery without
   * it.
   */
  private static final Set<String> OF_ITS_OWN =
      Set.of(ParkedReason.EXPRESSION.stored, ParkedReason.UNREADABLE.stored);

  /** Reasons that are an obstacle of the webhook, and over when it has none. */
  private static final Set<String> OF_ITS_WEBHOOK =
      Set.of(ParkedReason.PAUSED.stored, ParkedReason.LIMITED.stored, ParkedReason.CIRCUIT.stored);

  /** Returns the name of a delivery's webhook, or words in place of it. */
  static String webhook(KeptDelivery delivery) {
    return Objects.requireNonNullElse(delivery.webhookName(), REMOVED_WEBHOOK);
  }

  /** Returns the type of a delivery's event, or words in place of it. */
  static String event(KeptDelivery delivery) {
    return Objects.requireNonNullElse(delivery.eventType(), REMOVED_EVENT);
  }

  /**
   * Returns the words for a delivery.
   *
   * @param obstacle of its webhook now, or null
   */
  static DeliveryWords of(KeptDelivery delivery, @Nullable ParkedReason obstacle) {
    String code = delivery.lastCode() == null ? "" : delivery.lastCode();
    return switch (delivery.status()) {
      case DELIVERED -> new DeliveryWords("delivered", "Delivered", "");
      case EXHAUSTED -> new DeliveryWords("failed", "Given up", code);
      case REFUSED -> new DeliveryWords("refused", "Refused", code);
      case GONE -> new DeliveryWords("refused", "Gone", code);
      case CANCELLED -> new DeliveryWords("idle", "Cancelled", "");
      case SENDING -> new DeliveryWords("waiting", "Sending", "");
      case PENDING ->
          delivery.attempts() == 0
              ? new DeliveryWords("waiting", "Waiting", "first attempt")
              : new DeliveryWords("waiting", "Trying again", code);
      case PARKED ->
          new DeliveryWords(
              "waiting", "Waiting", parked(holding(delivery.parkedReason(), obstacle)));
    };
  }

  /**
   * Returns the reason that really holds what was parked for one: an obstacle comes first, and one
   * that is over holds nothing.
   */
  public static @Nullable String holding(
      @Nullable String parkedReason, @Nullable ParkedReason obstacle) {
    if (parkedReason == null || !OF_ITS_OWN.contains(parkedReason)) {
      if (obstacle != null) {
        return obstacle.stored;
      }
      if (parkedReason != null && OF_ITS_WEBHOOK.contains(parkedReason)) {
        return ParkedReason.RETRY.stored;
      }
    }
    return parkedReason;
  }

  /** Returns the class of a status, in the style sheet. */
  public static String style(DeliveryStatus status) {
    return switch (status) {
      case DELIVERED -> "delivered";
      case EXHAUSTED -> "failed";
      case REFUSED, GONE -> "refused";
      case CANCELLED -> "idle";
      case SENDING, PENDING, PARKED -> "waiting";
    };
  }

  /** Returns why a delivery is parked, by what is stored. */
  public static String parked(@Nullable String reason) {
    return switch (reason == null ? "" : reason) {
      case "paused" -> "its webhook is paused";
      case "limited" -> "the receiver asked for a pause";
      case "circuit" -> "the receiver fails; only probes are sent";
      case "no_slot" -> "all slots for this receiver are taken";
      case "overflow" -> "many others of its webhook go first";
      case "rate" -> "the webhook's own rate limit";
      case "order" -> "in line: its webhook keeps the order";
      case "retry" -> "for its next attempt";
      case "expression" -> "the filter or transformation was not evaluated yet";
      case "unreadable" -> "a newer process has to send it";
      case "repeat" -> "live traffic goes first";
      default -> "";
    };
  }

  /** Returns the name of a status in a filter. */
  public static String name(DeliveryStatus status) {
    return switch (status) {
      case PENDING -> "Trying again, or about to be sent";
      case SENDING -> "Sending";
      case PARKED -> "Waiting for the webhook";
      case DELIVERED -> "Delivered";
      case EXHAUSTED -> "Given up";
      case REFUSED -> "Refused";
      case GONE -> "Gone";
      case CANCELLED -> "Cancelled";
    };
  }
}
