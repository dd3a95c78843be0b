package org.wardbell.activities.delivery.drain;

import static org.wardbell.activities.database.generated.Tables.WEBHOOK;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK_STATE;

import java.time.Instant;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.activities.webhook.WebhookReader;
import org.wardbell.activities.webhook.state.WebhookState;
import org.wardbell.workflows.webhook.Pace;

/**
 * A webhook as it is in a transaction that holds the lock of its state.
 *
 * @param withdrawn whether it is disabled or deleted, or what was open then is not cancelled yet
 * @param pace the rate it keeps, or null
 * @param changedAt when its settings were changed last
 * @param now when the lock was asked for
 */
record LockedWebhook(
    KeptWebhook webhook,
    WebhookState state,
    boolean withdrawn,
    @Nullable Pace pace,
    Instant changedAt,
    Instant now) {

  /** Locks the state and reads all that a drain has to know, in one statement. */
  static LockedWebhook lock(DSLContext transaction, WebhookReader webhooks, UUID webhookId) {
    Record row =
        transaction
            .select(WEBHOOK_STATE.fields())
            .select(WEBHOOK.VERSION, WEBHOOK.ENABLED, WEBHOOK.DELETED_AT, WEBHOOK.UPDATED_AT)
            .select(DatabaseClock.now().as("now"))
            .from(WEBHOOK_STATE)
            .join(WEBHOOK)
            .on(WEBHOOK.ID.eq(WEBHOOK_STATE.WEBHOOK_ID))
            .where(WEBHOOK_STATE.WEBHOOK_ID.eq(webhookId))
            .forUpdate()
            .of(WEBHOOK_STATE)
            .fetchSingle();
    KeptWebhook webhook = webhooks.read(transaction, webhookId, row.get(WEBHOOK.VERSION));
    WebhookState state = WebhookState.of(row);
    return new LockedWebhook(
        webhook,
        state,
        !row.get(WEBHOOK.ENABLED) || row.get(WEBHOOK.DELETED_AT) != null || state.cancels(),
        state.pace(webhook.settings().protection().rate()),
        row.get(WEBHOOK.UPDATED_AT),
        row.get("now", Instant.class));
  }

  boolean ordered() {
    return webhook.settings().protection().ordered();
  }

  boolean mayGo() {
    return !withdrawn && state.obstacle(now) == null;
  }

  /** Returns whether the one attempt that an open circuit lets through may go. */
  boolean mayProbe() {
    return !withdrawn && state.mayProbe(now);
  }
}
