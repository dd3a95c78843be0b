package org.wardbell.activities.delivery.state;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.event.EventFacts;
import org.wardbell.activities.event.NewEvent;
import org.wardbell.activities.webhook.DisabledReason;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.workflows.delivery.DeliveryStatus;
import org.wardbell.workflows.delivery.NextStep;
import tools.jackson.databind.json.JsonMapper;

/** Wardbell's own events about its webhooks, which a webhook can subscribe to like any other. */
public final class OperationalEvents {
  static final String SOURCE = "system";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private OperationalEvents() {}

  /**
   * {@code delivery.exhausted} when that is what the attempt led to. Nothing about deliveries of
   * operational events themselves: a broken receiver of these would otherwise feed itself for ever.
   */
  public static Optional<NewEvent> exhausted(AttemptResult result) {
    boolean exhausted =
        result.next() instanceof NextStep.Ended(DeliveryStatus status)
            && status == DeliveryStatus.EXHAUSTED;
    return exhausted
        ? exhausted(
            Cause.of(result.claim().event()),
            result.claim().webhook().id(),
            result.claim().webhook().settings().name(),
            result.claim().deliveryId())
        : Optional.empty();
  }

  /** An event that was not delivered. */
  record Cause(UUID id, String type, UUID clinic) {
    static Cause of(EventFacts event) {
      return new Cause(event.id(), event.type(), event.clinic().id());
    }
  }

  static Optional<NewEvent> exhausted(
      Cause event, UUID webhookId, String webhookName, UUID deliveryId) {
    if (isOperational(event.type())) {
      return Optional.empty();
    }
    return Optional.of(
        event(
            event.clinic(),
            "delivery.exhausted",
            Map.of(
                "delivery_id", deliveryId.toString(),
                "event_id", event.id().toString(),
                "event_type", event.type(),
                "webhook_id", webhookId.toString(),
                "webhook_name", webhookName)));
  }

  /**
   * {@code delivery.refused}: there was nothing to send, because a filter, a transformation or a
   * template does not work with the event. Nothing about operational events.
   */
  public static Optional<NewEvent> refused(
      EventFacts event, KeptWebhook webhook, UUID deliveryId, String code) {
    if (isOperational(event.type())) {
      return Optional.empty();
    }
    return Optional.of(
        event(
            event.clinic().id(),
            "delivery.refused",
            Map.of(
                "delivery_id", deliveryId.toString(),
                "event_id", event.id().toString(),
                "event_type", event.type(),
                "webhook_id", webhook.id().toString(),
                "webhook_name", webhook.settings().name(),
                "last_code", code)));
  }

  /**
   * {@code webhook.failing}; nothing when it was an operational event that did not arrive: two
   * broken receivers of these would otherwise feed each other.
   */
  public static Optional<NewEvent> failing(AttemptResult result, int failures) {
    ClaimedAttempt claim = result.claim();
    if (isOperational(claim.event().type())) {
      return Optional.empty();
    }
    return Optional.of(
        event(
            claim.event().clinic().id(),
            "webhook.failing",
            Map.of(
                "webhook_id",
                claim.webhook().id().toString(),
                "webhook_name",
                claim.webhook().settings().name(),
                "consecutive_failures",
                failures,
                "last_code",
                result.report().code())));
  }

  /** {@code webhook.disabled}; a webhook is disabled once, so this cannot feed itself. */
  public static NewEvent disabled(
      UUID clinicId, UUID webhookId, String name, DisabledReason reason) {
    return event(
        clinicId,
        "webhook.disabled",
        Map.of(
            "webhook_id", webhookId.toString(),
            "webhook_name", name,
            "reason", reason.words(),
            "code", reason.code()));
  }

  /**
   * Returns whether an event tells of this webhook. It is not for that webhook itself: its receiver
   * is the one that does not work, and what cannot arrive there would only add to what waits.
   */
  public static boolean isAbout(EventFacts event, UUID webhookId) {
    return isAbout(event.type(), event.subject(), webhookId);
  }

  /** Returns whether an event of this type and subject tells of this webhook. */
  public static boolean isAbout(String type, @Nullable String subject, UUID webhookId) {
    return isOperational(type) && subject(type, webhookId.toString()).equals(subject);
  }

  private static String subject(String type, Object webhookId) {
    return type.substring(0, type.indexOf('.')) + "/" + webhookId;
  }

  /** Returns whether events of this type tell of a webhook. */
  public static boolean isOperational(String type) {
    return type.startsWith("webhook.") || type.startsWith("delivery.");
  }

  private static NewEvent event(UUID clinicId, String type, Map<String, Object> data) {
    return new NewEvent(
        clinicId,
        type,
        subject(type, String.valueOf(data.get("webhook_id"))),
        SOURCE,
        null,
        null,
        JSON.writeValueAsString(data).getBytes(StandardCharsets.UTF_8));
  }
}
