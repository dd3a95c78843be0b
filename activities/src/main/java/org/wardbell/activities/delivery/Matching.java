package org.wardbell.activities.delivery;

import static org.wardbell.activities.database.generated.Tables.WEBHOOK;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK_STATE;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Result;
import org.wardbell.activities.event.EventFacts;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.activities.webhook.WebhookReader;
import org.wardbell.workflows.event.Subscription;

/** Finds the webhooks an event is for, as they are configured and doing in this moment. */
final class Matching {
  /** A webhook that could match, with its condition. */
  record Candidate(KeptWebhook webhook, WebhookCondition condition) {}

  private final WebhookReader webhooks;

  Matching(WebhookReader webhooks) {
    this.webhooks = webhooks;
  }

  /**
   * Enabled webhooks of these clinics and global ones, in order of id. Those with an obstacle are
   * locked and read again, so that nothing is parked for a reason that is just going away.
   */
  List<Candidate> candidates(DSLContext transaction, Collection<UUID> clinics, Instant now) {
    List<Candidate> found = new ArrayList<>();
    for (Record row : select(transaction, clinics)) {
      UUID id = row.get(WEBHOOK.ID);
      WebhookCondition seen = condition(row);
      WebhookCondition sure = seen.obstacle(now) == null ? seen : lockCondition(transaction, id);
      found.add(new Candidate(webhooks.read(transaction, id, row.get(WEBHOOK.VERSION)), sure));
    }
    return found;
  }

  /** Whether the event is one this webhook asked for. */
  boolean matches(EventFacts event, KeptWebhook webhook) {
    return (webhook.clinicId() == null || webhook.clinicId().equals(event.clinic().id()))
        && webhook.settings().events().stream()
            .anyMatch(pattern -> Subscription.matches(pattern, event.type()));
  }

  private static Result<? extends Record> select(DSLContext transaction, Collection<UUID> clinics) {
    return transaction
        .select(
            WEBHOOK.ID,
            WEBHOOK.VERSION,
            WEBHOOK_STATE.WEBHOOK_ID,
            WEBHOOK_STATE.PAUSED,
            WEBHOOK_STATE.CAUTION,
            WEBHOOK_STATE.CONSECUTIVE_FAILURES,
            WEBHOOK_STATE.BLOCKED_UNTIL)
        .from(WEBHOOK)
        .join(WEBHOOK_STATE)
        .on(WEBHOOK_STATE.WEBHOOK_ID.eq(WEBHOOK.ID))
        .where(WEBHOOK.CLINIC_ID.in(clinics).or(WEBHOOK.CLINIC_ID.isNull()))
        .and(WEBHOOK.DELETED_AT.isNull())
        .and(WEBHOOK.ENABLED.isTrue())
        .orderBy(WEBHOOK.ID)
        .fetch();
  }

  /** Locks the webhook's state and reads it. */
  static WebhookCondition lockCondition(DSLContext transaction, UUID webhookId) {
    return condition(
        transaction
            .selectFrom(WEBHOOK_STATE)
            .where(WEBHOOK_STATE.WEBHOOK_ID.eq(webhookId))
            .forUpdate()
            .fetchSingle());
  }

  static WebhookCondition condition(Record row) {
    return new WebhookCondition(
        row.get(WEBHOOK_STATE.WEBHOOK_ID),
        row.get(WEBHOOK_STATE.PAUSED),
        row.get(WEBHOOK_STATE.CAUTION),
        row.get(WEBHOOK_STATE.CONSECUTIVE_FAILURES),
        row.get(WEBHOOK_STATE.BLOCKED_UNTIL));
  }
}
