package org.wardbell.activities.webhook;

import static org.wardbell.activities.database.generated.Tables.WEBHOOK;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK_STATE;

import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.webhook.state.WebhookState;
import org.wardbell.activities.webhook.state.WebhookStateRows;

/**
 * A webhook behind which deliveries wait, although nobody paused it: its circuit is open, or its
 * receiver asked to be left alone.
 */
public record WaitingWebhook(UUID id, String name, WebhookState state) {
  /**
   * Returns those that there are, newest first.
   *
   * @param clinic only that clinic's, or null for all, the global ones included
   */
  public static List<WaitingWebhook> list(DSLContext database, @Nullable UUID clinic, int limit) {
    return database
        .select(WEBHOOK.ID, WEBHOOK.NAME)
        .select(WEBHOOK_STATE.fields())
        .from(WEBHOOK)
        .join(WEBHOOK_STATE)
        .on(WEBHOOK_STATE.WEBHOOK_ID.eq(WEBHOOK.ID))
        .where(WEBHOOK.DELETED_AT.isNull())
        .and(WEBHOOK.ENABLED.isTrue())
        .and(clinic == null ? DSL.noCondition() : WEBHOOK.CLINIC_ID.eq(clinic))
        .and(WebhookStateRows.isHeldUp())
        .orderBy(WEBHOOK.ID.desc())
        .limit(limit)
        .fetch(
            row ->
                new WaitingWebhook(
                    row.get(WEBHOOK.ID), row.get(WEBHOOK.NAME), WebhookState.of(row)));
  }
}
