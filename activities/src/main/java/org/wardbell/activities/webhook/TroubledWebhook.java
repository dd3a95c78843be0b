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
 * A webhook that somebody has to see to: the system disabled it, or its receiver fails.
 *
 * @param clinicId whose it is, or null for all
 * @param disabledReason why the system disabled it, or null while it is enabled
 */
public record TroubledWebhook(
    UUID id,
    @Nullable UUID clinicId,
    String name,
    @Nullable String disabledReason,
    WebhookState state) {
  /**
   * Returns those that there are, newest first; no settings are unsealed.
   *
   * @param clinic only that clinic's, or null for all, the global ones included
   */
  public static List<TroubledWebhook> list(DSLContext database, @Nullable UUID clinic, int limit) {
    return database
        .select(WEBHOOK.ID, WEBHOOK.CLINIC_ID, WEBHOOK.NAME, WEBHOOK.DISABLED_REASON)
        .select(WEBHOOK_STATE.fields())
        .from(WEBHOOK)
        .join(WEBHOOK_STATE)
        .on(WEBHOOK_STATE.WEBHOOK_ID.eq(WEBHOOK.ID))
        .where(WEBHOOK.DELETED_AT.isNull())
        .and(clinic == null ? DSL.noCondition() : WEBHOOK.CLINIC_ID.eq(clinic))
        .and(
            WEBHOOK
                .ENABLED
                .isTrue()
                .and(WebhookStateRows.isFailing())
                .or(WEBHOOK.ENABLED.isFalse().and(WEBHOOK.DISABLED_REASON.isNotNull())))
        .orderBy(WEBHOOK.ID.desc())
        .limit(limit)
        .fetch(
            row ->
                new TroubledWebhook(
                    row.get(WEBHOOK.ID),
                    row.get(WEBHOOK.CLINIC_ID),
                    row.get(WEBHOOK.NAME),
                    row.get(WEBHOOK.DISABLED_REASON),
                    WebhookState.of(row)));
  }
}
