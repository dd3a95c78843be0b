package org.wardbell.api.webhook;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.database.ApplicationClock;
import org.wardbell.activities.database.Contention;
import org.wardbell.activities.delivery.state.OpenDeliveries;
import org.wardbell.activities.delivery.state.OpenDeliveries.ProbeResult;
import org.wardbell.activities.event.WorkflowStarts;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.activities.webhook.SettingChange;
import org.wardbell.activities.webhook.SettingsComparison;
import org.wardbell.activities.webhook.SettingsHistory;
import org.wardbell.activities.webhook.SigningSecret;
import org.wardbell.activities.webhook.SigningSecrets;
import org.wardbell.activities.webhook.StoredWebhook;
import org.wardbell.activities.webhook.TooManyWebhooks;
import org.wardbell.activities.webhook.WebhookStore;
import org.wardbell.activities.webhook.state.WebhookStateRows;
import org.wardbell.api.access.Caller;
import org.wardbell.api.change.IfMatch;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;
import org.wardbell.workflows.webhook.WebhookSettings;

/**
 * Changes of webhooks: the row, the consequences for its open deliveries, and the audit trail, in
 * one commit.
 */
@Component
public final class WebhookEditing {
  private final DSLContext database;
  private final WebhookStore webhooks;
  private final OpenDeliveries deliveries;
  private final WorkflowStarts workflows;
  private final AuditStore audit;
  private final SettingsHistory history;

  WebhookEditing(
      DSLContext database,
      WebhookStore webhooks,
      OpenDeliveries deliveries,
      WorkflowStarts workflows,
      AuditStore audit,
      SettingsHistory history) {
    this.history = history;
    this.database = database;
    this.webhooks = webhooks;
    this.deliveries = deliveries;
    this.workflows = workflows;
    this.audit = audit;
  }

  /** Returns the webhook, if this caller sees it. */
  public StoredWebhook visible(UUID id, Caller caller) {
    StoredWebhook stored =
        webhooks.find(database, id).orElseThrow(() -> ProblemException.notFound("webhook"));
    caller.requireSees(stored.webhook().clinicId(), "webhook");
    return stored;
  }

  /**
   * Returns webhooks, newest first.
   *
   * @param clinic only that clinic's, or null for all, the global ones included
   * @param before only webhooks made before this one, or null to begin with the newest
   */
  public List<StoredWebhook> list(@Nullable UUID clinic, @Nullable UUID before, int limit) {
    return webhooks.list(database, clinic, before, limit);
  }

  /** Returns all webhooks of a clinic, or all global ones for null, the oldest first. */
  public List<StoredWebhook> of(@Nullable UUID clinic) {
    return webhooks.of(database, clinic);
  }

  /** Creates a webhook with a signing secret of its own, the first of its secrets. */
  public StoredWebhook create(
      @Nullable UUID clinic, WebhookSettings settings, Caller caller, Map<String, Object> origin) {
    return create(clinic, settings, List.of(SigningSecrets.newShared()), caller, origin);
  }

  /**
   * Creates a webhook.
   *
   * @param secrets it signs with: one at least
   * @param origin what it was made from, for the audit trail: ids only
   */
  public StoredWebhook create(
      @Nullable UUID clinic,
      WebhookSettings settings,
      List<SigningSecret> secrets,
      Caller caller,
      Map<String, Object> origin) {
    Map<String, Object> detail = new LinkedHashMap<>(origin);
    detail.put("allow_http", settings.allowHttp());
    try {
      return database.transactionResult(
          configuration -> {
            DSLContext transaction = configuration.dsl();
            StoredWebhook made =
                webhooks.insert(transaction, clinic, settings, secrets, ApplicationClock.now());
            note(transaction, caller, "webhook.created", made.webhook(), detail);
            return made;
          });
    } catch (TooManyWebhooks full) {
      throw ProblemException.of(
          ProblemKind.CONFLICT,
          "This clinic has %d webhooks, and may not have more. Delete one, or let one serve several events."
              .formatted(WebhookStore.MAXIMUM_PER_CLINIC));
    }
  }

  /** Returns the revision that conditions of changes name. */
  public static String revision(StoredWebhook stored) {
    return Integer.toString(stored.webhook().version());
  }

  /** Changes a webhook. Deliveries of one that is disabled by this are withdrawn. */
  public StoredWebhook change(StoredWebhook earlier, WebhookSettings settings, Caller caller) {
    return change(earlier, settings, IfMatch.none(), caller);
  }

  /**
   * Changes a webhook; does nothing if its settings are these already. Deliveries of one that is
   * disabled by this are withdrawn.
   *
   * @param condition holds for {@code earlier}; the row is compared with that one under its lock
   */
  public StoredWebhook change(
      StoredWebhook earlier, WebhookSettings settings, IfMatch condition, Caller caller) {
    KeptWebhook before = earlier.webhook();
    requireReadable(earlier);
    WebhookSettings shown = before.settings().with(before.settings().name(), earlier.enabled());
    if (settings.equals(shown)) {
      return earlier;
    }
    inTransaction(
        transaction -> {
          deliveries.lock(transaction, before.id());
          KeptWebhook after =
              webhooks
                  .update(transaction, before, settings, ApplicationClock.now())
                  .orElseThrow(() -> condition.isGiven() ? IfMatch.failed() : changedMeanwhile());
          settle(transaction, earlier, settings);
          List<SettingChange> changes = SettingsComparison.between(shown, settings);
          history.append(transaction, after, changes, ApplicationClock.now());
          note(
              transaction,
              caller,
              "webhook.changed",
              after,
              Map.of(
                  "version",
                  after.version(),
                  "fields",
                  SettingChange.settings(changes),
                  "allow_http",
                  settings.allowHttp()));
        });
    if (earlier.state().circuit().open() || earlier.enabled() != settings.enabled()) {
      workflows.wakeWebhook(before.id());
    }
    return visible(before.id(), caller);
  }

  /** Refuses a change of settings that cannot be opened, because it would lose all the others. */
  public static void requireReadable(StoredWebhook stored) {
    if (!stored.isReadable()) {
      throw ProblemException.of(
          ProblemKind.CONFLICT,
          "The settings of this webhook cannot be opened here. If a newer version of Wardbell wrote"
              + " them, ask that one. Otherwise restore its row from a backup, or delete it and"
              + " make it anew.");
    }
  }

  /**
   * Adapts the webhook's state to its new settings: lessons about the former receiver may not hold
   * any more.
   */
  private void settle(DSLContext transaction, StoredWebhook earlier, WebhookSettings settings) {
    UUID id = earlier.webhook().id();
    if (earlier.enabled() && !settings.enabled()) {
      deliveries.withdraw(transaction, id);
    } else if (!earlier.enabled() && settings.enabled()) {
      WebhookStateRows.forgive(transaction, id);
    } else if (!settings.protection().circuitBreaker()) {
      WebhookStateRows.closeCircuit(transaction, id);
    } else {
      WebhookStateRows.probeNow(transaction, id);
    }
  }

  /** Runs the work in a transaction, again if the database ended it in favour of another one. */
  private void inTransaction(Consumer<DSLContext> work) {
    Contention.result(
        database,
        configuration -> {
          work.accept(configuration.dsl());
          return true;
        });
  }

  /** Returns 409 for a change that is based on what somebody else has changed since. */
  public static ProblemException changedMeanwhile() {
    return ProblemException.of(
        ProblemKind.CONFLICT,
        "Somebody else changed or deleted this webhook meanwhile. Read it again, and repeat the"
            + " change if it is still wanted.");
  }

  /** Deletes a webhook; its deliveries are withdrawn. */
  public void delete(StoredWebhook stored, Caller caller) {
    delete(stored, IfMatch.none(), caller);
  }

  /** Deletes a webhook, if it is still the one that the condition names. */
  void delete(StoredWebhook stored, IfMatch condition, Caller caller) {
    UUID id = stored.webhook().id();
    inTransaction(
        transaction -> {
          deliveries.lock(transaction, id);
          if (condition.isGiven()) {
            condition.require(
                webhooks
                    .lockedVersion(transaction, id)
                    .map(String::valueOf)
                    .orElseThrow(IfMatch::failed));
          }
          if (webhooks.delete(transaction, id, ApplicationClock.now())) {
            deliveries.withdraw(transaction, id);
            note(transaction, caller, "webhook.deleted", stored.webhook(), Map.of());
          }
        });
    workflows.wakeWebhook(id);
  }

  /** Pauses a webhook: what matches it waits. */
  public StoredWebhook pause(StoredWebhook stored, Caller caller) {
    UUID id = stored.webhook().id();
    inTransaction(
        transaction -> {
          if (WebhookStateRows.setPaused(transaction, id, true)) {
            deliveries.parkAll(transaction, id);
            note(transaction, caller, "webhook.paused", stored.webhook(), Map.of());
          }
        });
    return visible(id, caller);
  }

  /** Ends a pause; what waited is sent, the oldest first. */
  public StoredWebhook resume(StoredWebhook stored, Caller caller) {
    UUID id = stored.webhook().id();
    inTransaction(
        transaction -> {
          if (WebhookStateRows.setPaused(transaction, id, false)) {
            note(transaction, caller, "webhook.resumed", stored.webhook(), Map.of());
          }
        });
    workflows.wakeWebhook(id);
    return visible(id, caller);
  }

  /**
   * Lets an open circuit probe now.
   *
   * @return whether it does so for this; false if a probe is under way already
   * @throws ProblemException 409 if no probe can go now, with the reason
   */
  public boolean probe(StoredWebhook stored, Caller caller) {
    UUID id = stored.webhook().id();
    ProbeResult result =
        Contention.result(
            database,
            configuration -> {
              DSLContext transaction = configuration.dsl();
              ProbeResult asked = deliveries.probe(transaction, id);
              if (asked == ProbeResult.ORDERED) {
                note(transaction, caller, "webhook.probed", stored.webhook(), Map.of());
              }
              return asked;
            });
    String refusal =
        switch (result) {
          case ORDERED, UNDER_WAY -> null;
          case CLOSED -> "The circuit of this webhook is closed: everything is sent.";
          case PAUSED -> "This webhook is paused. Resume it, and it probes by itself.";
          case LIMITED ->
              "The receiver asked to be left alone for a while, which is not over. The first delivery"
                  + " after it shows how it does.";
          case OFF -> "This webhook is disabled. Enabling it also closes its circuit.";
        };
    if (refusal != null) {
      throw ProblemException.of(ProblemKind.CONFLICT, refusal);
    }
    workflows.wakeWebhook(id);
    return result == ProbeResult.ORDERED;
  }

  private void note(
      DSLContext transaction,
      Caller caller,
      String action,
      KeptWebhook webhook,
      Map<String, Object> detail) {
    audit.append(
        transaction,
        AuditEntry.of(webhook.clinicId(), caller.origin(), action, "webhook/" + webhook.id())
            .with(detail));
  }
}
