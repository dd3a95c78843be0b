package org.wardbell.api.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.database.Contention;
import org.wardbell.activities.delivery.replay.KeptReplay;
import org.wardbell.activities.delivery.replay.NewReplay;
import org.wardbell.activities.delivery.replay.ReplayEstimate;
import org.wardbell.activities.delivery.replay.ReplayStore;
import org.wardbell.activities.event.WorkflowStarts;
import org.wardbell.activities.webhook.StoredWebhook;
import org.wardbell.activities.webhook.WebhookStore;
import org.wardbell.api.access.Caller;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.workflows.delivery.ReplayStatus;
import org.wardbell.workflows.webhook.Rate;

/**
 * The commands of a person on replay jobs, each with its line in the audit trail, in one commit.
 */
@Component
public final class ReplayCommands extends AuditedCommands {
  private static final double SECONDS_PER_MINUTE = 60;

  private final WebhookStore webhooks;
  private final ReplayStore replays;

  ReplayCommands(
      DSLContext database,
      WebhookStore webhooks,
      ReplayStore replays,
      WorkflowStarts workflows,
      AuditStore audit) {
    super(database, audit, workflows);
    this.webhooks = webhooks;
    this.replays = replays;
  }

  /** Returns the job, if this caller sees it. */
  public KeptReplay visible(UUID id, Caller caller) {
    KeptReplay replay =
        replays.find(database, id).orElseThrow(() -> ProblemException.notFound("replay"));
    caller.requireSees(replay.clinicId(), "replay");
    return replay;
  }

  List<KeptReplay> list(UUID webhookId, @Nullable Long before, int limit, Caller caller) {
    return replays.list(database, webhook(webhookId, caller).webhook().id(), before, limit);
  }

  /** Returns jobs, newest first. */
  public List<KeptReplay> list(
      @Nullable UUID clinic,
      @Nullable UUID webhook,
      @Nullable ReplayStatus status,
      @Nullable Long before,
      int limit) {
    return replays.list(database, clinic, webhook, status, before, limit);
  }

  private StoredWebhook webhook(UUID id, Caller caller) {
    StoredWebhook stored =
        webhooks.find(database, id).orElseThrow(() -> ProblemException.notFound("webhook"));
    caller.requireSees(stored.webhook().clinicId(), "webhook");
    return stored;
  }

  /**
   * Returns how much a job would do, and changes nothing.
   *
   * @throws ProblemException for all that the job would be refused for
   */
  public ReplayEstimateView estimate(UUID webhookId, ReplayRequest request, Caller caller) {
    StoredWebhook stored = webhook(webhookId, caller);
    NewReplay wanted = allowed(stored, request, caller);
    return ReplayEstimateView.of(
        replays.estimate(database, stored.webhook(), wanted).deliveries(),
        perMinute(wanted, stored));
  }

  private static @Nullable Double perMinute(NewReplay wanted, StoredWebhook stored) {
    Rate rate = stored.webhook().settings().protection().rate();
    if (rate == null) {
      return wanted.perMinute() == null ? null : wanted.perMinute().doubleValue();
    }
    double own = rate.limit() * SECONDS_PER_MINUTE / rate.perSeconds();
    return wanted.perMinute() == null ? own : Math.min(own, wanted.perMinute());
  }

  private NewReplay allowed(StoredWebhook stored, ReplayRequest request, Caller caller) {
    NewReplay wanted = request.checked(caller.actor(), Instant.now());
    if (!stored.enabled()) {
      throw conflict("This webhook is disabled. Enable it, then replay.");
    }
    if (replays.hasOpen(database, stored.webhook().id())) {
      throw hasOpenJob();
    }
    return wanted;
  }

  /** Begins a job. */
  public KeptReplay create(UUID webhookId, ReplayRequest request, Caller caller) {
    StoredWebhook stored = webhook(webhookId, caller);
    NewReplay wanted = allowed(stored, request, caller);
    ReplayEstimate estimate = replays.estimate(database, stored.webhook(), wanted);
    UUID id =
        Contention.result(
            database,
            configuration -> {
              DSLContext transaction = configuration.dsl();
              UUID made =
                  replays
                      .insert(transaction, stored.webhook(), wanted, estimate)
                      .orElseThrow(ReplayCommands::hasOpenJob);
              note(
                  transaction,
                  caller,
                  "replay.created",
                  stored.webhook().clinicId(),
                  made,
                  Map.of("webhook", webhookId.toString(), "which", wanted.selection().word));
              return made;
            });
    workflows.wakeReplay(id);
    return visible(id, caller);
  }

  private static ProblemException hasOpenJob() {
    return conflict("This webhook has a replay job that has not ended. Wait for it, or cancel it.");
  }

  /** Stops a job from making deliveries. */
  public KeptReplay pause(KeptReplay replay, Caller caller) {
    change(
        replay,
        caller,
        "replay.paused",
        ReplayStatus.PAUSED,
        transaction -> replays.pause(transaction, replay.id()));
    return visible(replay.id(), caller);
  }

  /** Lets a paused job go on. */
  public KeptReplay resume(KeptReplay replay, Caller caller) {
    if (replay.status() == ReplayStatus.PAUSED
        && webhooks.find(database, replay.webhookId()).filter(StoredWebhook::enabled).isEmpty()) {
      throw conflict("Its webhook is disabled or was deleted. Enable it, then resume.");
    }
    change(
        replay,
        caller,
        "replay.resumed",
        ReplayStatus.RUNNING,
        transaction -> replays.resume(transaction, replay.id()));
    workflows.wakeReplay(replay.id());
    return visible(replay.id(), caller);
  }

  /** Ends a job. */
  public KeptReplay cancel(KeptReplay replay, Caller caller) {
    change(
        replay,
        caller,
        "replay.cancelled",
        ReplayStatus.CANCELLED,
        transaction -> replays.cancel(transaction, replay.id()));
    workflows.wakeReplay(replay.id());
    return visible(replay.id(), caller);
  }

  /** A change of a job; returns true if it happened. */
  private interface Change {
    boolean in(DSLContext transaction);
  }

  /**
   * Changes a replay job: one that is in the wanted state already is no error; one that has ended
   * otherwise is.
   */
  private void change(
      KeptReplay replay, Caller caller, String action, ReplayStatus wanted, Change change) {
    var _ =
        Contention.result(
            database,
            configuration -> {
              DSLContext transaction = configuration.dsl();
              boolean changed = change.in(transaction);
              if (changed) {
                note(transaction, caller, action, replay.clinicId(), replay.id(), Map.of());
              } else {
                KeptReplay now = replays.find(transaction, replay.id()).orElse(replay);
                if (now.status() != wanted) {
                  throw conflict("This job is " + now.status() + ", which this does not change.");
                }
              }
              return changed;
            });
  }

  private void note(
      DSLContext transaction,
      Caller caller,
      String action,
      @Nullable UUID clinic,
      UUID replay,
      Map<String, Object> detail) {
    audit.append(
        transaction,
        AuditEntry.of(clinic, caller.origin(), action, "replay/" + replay).with(detail));
  }
}
