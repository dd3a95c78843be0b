package org.wardbell.activities.delivery.attempt;

import static org.wardbell.activities.database.generated.Tables.WEBHOOK;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.delivery.state.AttemptResult;
import org.wardbell.activities.delivery.state.OpenDeliveries;
import org.wardbell.activities.delivery.state.OperationalEvents;
import org.wardbell.activities.event.NewEvent;
import org.wardbell.activities.webhook.DisabledReason;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.activities.webhook.state.WebhookState;
import org.wardbell.workflows.delivery.AttemptOutcome;
import org.wardbell.workflows.webhook.Header;
import org.wardbell.workflows.webhook.WebhookSettings;

/** Disables webhooks whose receivers are gone, and says so. */
final class AutoDisable {
  private static final String VARIABLE = "{{";

  private final OpenDeliveries openDeliveries;

  AutoDisable(OpenDeliveries openDeliveries) {
    this.openDeliveries = openDeliveries;
  }

  /** Returns why the last of these outcomes of one webhook should disable it, or null. */
  static @Nullable DisabledReason reason(
      List<AttemptResult> outcomes, WebhookState state, Instant now) {
    WebhookSettings settings = outcomes.getLast().claim().webhook().settings();
    if (!settings.protection().autoDisable()) {
      return null;
    }
    boolean gone = outcomes.stream().anyMatch(one -> one.report().outcome() == AttemptOutcome.GONE);
    // With variables in it, one record's address is gone, not the receiver.
    if (gone && !hasVariables(settings)) {
      return DisabledReason.GONE;
    }
    return state.isHopeless(now) ? DisabledReason.FAILING : null;
  }

  private static boolean hasVariables(WebhookSettings settings) {
    return settings.url().contains(VARIABLE)
        || settings.query().stream().map(Header::value).anyMatch(one -> one.contains(VARIABLE));
  }

  /**
   * Disables the webhook and withdraws what is open; empty if it was disabled already. The caller
   * holds the lock of its state, and wakes its workflow after the commit.
   */
  Optional<NewEvent> disable(
      DSLContext transaction,
      KeptWebhook webhook,
      UUID clinic,
      DisabledReason reason,
      Instant now) {
    int disabled =
        transaction
            .update(WEBHOOK)
            .set(WEBHOOK.ENABLED, false)
            .set(WEBHOOK.DISABLED_REASON, reason.code())
            .set(WEBHOOK.UPDATED_AT, now)
            .where(WEBHOOK.ID.eq(webhook.id()))
            .and(WEBHOOK.ENABLED.isTrue())
            .execute();
    if (disabled == 0) {
      return Optional.empty();
    }
    openDeliveries.withdraw(transaction, webhook.id());
    return Optional.of(
        OperationalEvents.disabled(clinic, webhook.id(), webhook.settings().name(), reason));
  }
}
