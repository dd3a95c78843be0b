package org.wardbell.api.dashboard.delivery;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.backup.PossiblySent;
import org.wardbell.activities.delivery.query.KeptAttempt;
import org.wardbell.activities.delivery.query.KeptDelivery;
import org.wardbell.activities.event.EventQuery;
import org.wardbell.activities.event.KeptEvent;
import org.wardbell.activities.http.ReceivedResponse;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.activities.webhook.StoredWebhook;
import org.wardbell.activities.webhook.WebhookStore;
import org.wardbell.api.access.Caller;
import org.wardbell.api.dashboard.frame.Figures;
import org.wardbell.api.dashboard.frame.Moment;
import org.wardbell.api.dashboard.frame.TemporalLinks;
import org.wardbell.api.delivery.VisibleDeliveries;
import org.wardbell.workflows.delivery.AttemptOutcome;
import org.wardbell.workflows.delivery.DeliveryStatus;
import org.wardbell.workflows.delivery.OutcomeAdvice;
import org.wardbell.workflows.delivery.RetrySchedule;
import org.wardbell.workflows.webhook.WebhookSettings;

/** The making of a delivery's page. */
@Component
final class DeliveryPages {
  private final DSLContext database;
  private final VisibleDeliveries deliveries;
  private final WebhookStore webhooks;
  private final EventQuery events;
  private final TemporalLinks temporal;
  private final WaitingWords waiting;

  DeliveryPages(
      DSLContext database,
      VisibleDeliveries deliveries,
      WebhookStore webhooks,
      EventQuery events,
      TemporalLinks temporal,
      WaitingWords waiting) {
    this.waiting = waiting;
    this.database = database;
    this.deliveries = deliveries;
    this.webhooks = webhooks;
    this.events = events;
    this.temporal = temporal;
  }

  DeliveryPage of(
      KeptDelivery delivery,
      boolean withAnswers,
      DeliveryPage.@Nullable Command command,
      Caller caller) {
    KeptWebhook webhook =
        webhooks.find(database, delivery.webhookId()).map(StoredWebhook::webhook).orElse(null);
    WebhookSettings settings = webhook != null && webhook.isReadable() ? webhook.settings() : null;
    Optional<KeptEvent> event = events.find(delivery.eventId());
    DeliveryWords words = waiting.of(delivery);
    return new DeliveryPage(
        delivery.id(),
        delivery.eventId(),
        DeliveryWords.event(delivery),
        delivery.webhookId(),
        DeliveryWords.webhook(delivery),
        words,
        sentence(delivery, words)
            + deliveries.possiblySent(delivery).map(DeliveryPages::doubt).orElse(""),
        delivery.createdAt(),
        delivery.finishedAt(),
        delivery.status().isFinal() ? null : delivery.nextAttemptAt(),
        settings == null || webhook == null ? List.of() : forecast(delivery, webhook.schedule()),
        deliveries.attempts(delivery, withAnswers, caller).stream()
            .map(attempt -> attempt(attempt, settings))
            .toList(),
        delivery.originalDeliveryId(),
        delivery.status().isFinal(),
        !delivery.status().isFinal() && !delivery.cancelRequested(),
        delivery.cancelRequested(),
        withAnswers,
        webhook == null || caller.sees(webhook.clinicId()),
        command,
        temporal.workflow(event.map(KeptEvent::workflowId).orElse(null)));
  }

  /** One sentence: what happened, and what happens next. */
  private static String sentence(KeptDelivery delivery, DeliveryWords words) {
    String tries = Figures.counted(delivery.attempts(), "request", "requests");
    return switch (delivery.status()) {
      case DELIVERED -> "The receiver took it, after " + tries + ".";
      case EXHAUSTED ->
          "Given up after " + tries + ". Nothing more is sent unless somebody resends it.";
      case REFUSED ->
          "The receiver refused it for good, so it was not tried again after " + tries + ".";
      case GONE -> "The receiver answered that it wants no more of this (410).";
      case CANCELLED -> "Cancelled after " + tries + ". Nothing more is sent.";
      case SENDING -> "A request is under way.";
      case PENDING ->
          delivery.attempts() == 0
              ? "It is about to be sent."
              : tries + " did not succeed. It is tried again.";
      case PARKED -> "It waits: " + words.reason() + ".";
    };
  }

  private static String doubt(PossiblySent doubt) {
    return " It was open in the backup of %s UTC, from which all was restored: the receiver may have got it before."
        .formatted(Moment.dayAndTime(doubt.snapshotAt(), ZoneOffset.UTC));
  }

  /** The tries after the next one, if each of them fails and nobody asks for another wait. */
  private static List<Instant> forecast(KeptDelivery delivery, RetrySchedule schedule) {
    List<Instant> tries = new ArrayList<>();
    Instant at = delivery.nextAttemptAt();
    if (delivery.status() != DeliveryStatus.PENDING || at == null) {
      return tries;
    }
    UUID id = delivery.id();
    for (int ordinal = delivery.attempts() + 2; ordinal <= schedule.attempts(); ordinal++) {
      at = at.plus(schedule.delayBefore(ordinal, id));
      tries.add(at);
    }
    return tries;
  }

  private static DeliveryPage.Attempt attempt(
      KeptAttempt attempt, @Nullable WebhookSettings settings) {
    String code = attempt.code() == null ? "" : attempt.code();
    return new DeliveryPage.Attempt(
        attempt.ordinal(),
        attempt.startedAt(),
        AttemptWords.of(attempt.outcome()),
        code,
        code.isEmpty() || attempt.outcome() == AttemptOutcome.DELIVERED
            ? ""
            : OutcomeAdvice.ofDelivery(code, settings),
        attempt.httpStatus(),
        attempt.address() == null ? "" : attempt.address(),
        attempt.lane(),
        TimingBar.of(attempt.timings()),
        attempt.timings() == null ? "" : TimingBar.time(attempt.timings().totalMicros()),
        attempt.response() == null ? null : answer(attempt.response()));
  }

  private static DeliveryPage.Answer answer(ReceivedResponse response) {
    return new DeliveryPage.Answer(
        response.headers().stream()
            .map(header -> new DeliveryPage.Header(header.name(), header.value()))
            .toList(),
        response.lenientText(),
        response.truncated());
  }
}
