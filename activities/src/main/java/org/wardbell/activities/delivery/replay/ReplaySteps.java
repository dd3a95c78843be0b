package org.wardbell.activities.delivery.replay;

import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;
import static org.wardbell.activities.database.generated.Tables.REPLAY;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.generated.tables.records.ReplayRecord;
import org.wardbell.activities.database.generated.tables.records.WebhookRecord;
import org.wardbell.activities.delivery.matching.EventFilters;
import org.wardbell.activities.delivery.matching.WebhookMatcher;
import org.wardbell.activities.delivery.replay.DeliveryRepeats.Wanted;
import org.wardbell.activities.delivery.replay.ReplayEventsQuery.Earlier;
import org.wardbell.activities.delivery.replay.ReplayEventsQuery.Found;
import org.wardbell.activities.event.EventFacts;
import org.wardbell.activities.event.EventReader;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.activities.webhook.WebhookReader;
import org.wardbell.activities.webhook.state.WebhookStateRows;
import org.wardbell.workflows.delivery.DeliveryStatus;
import org.wardbell.workflows.delivery.ReplaySelection;
import org.wardbell.workflows.delivery.ReplayStatus;
import org.wardbell.workflows.event.Subscription;

/**
 * The steps of a replay job, one slice each: one transaction that moves its cursor and makes the
 * deliveries. The job's row is locked meanwhile, so that a step that runs twice makes nothing
 * twice.
 */
final class ReplaySteps {
  /**
   * Open deliveries of a job: enough to keep a quick webhook busy until the next slice, few enough
   * that a job of 100,000 neither fills the table nor goes on for long when it is paused.
   */
  static final int MAXIMUM_OPEN = 200;

  /** Events that one transaction looks at. */
  private static final int PER_STEP = 200;

  /** A paced job's deliveries are made this long before they may go. */
  private static final Duration AHEAD = Duration.ofSeconds(30);

  /** The relay starts the job's workflow if nobody has advanced it for this long and its grace. */
  private static final Duration WAKE = Duration.ofSeconds(90);

  private static final ReplayStep OVER = new ReplayStep.Over();

  private final DSLContext dsl;
  private final EventReader events;
  private final WebhookReader webhooks;

  ReplaySteps(DSLContext dsl, EventReader events, WebhookReader webhooks) {
    this.dsl = dsl;
    this.events = events;
    this.webhooks = webhooks;
  }

  ReplayStep step(UUID replayId) {
    return dsl.transactionResult(transaction -> step(transaction.dsl(), replayId));
  }

  private ReplayStep step(DSLContext transaction, UUID replayId) {
    ReplayRecord job =
        transaction.selectFrom(REPLAY).where(REPLAY.ID.eq(replayId)).forUpdate().fetchOne();
    if (job == null || !job.getStatus().equals(ReplayStatus.RUNNING.name())) {
      return OVER;
    }
    Instant now = DatabaseClock.read(transaction);
    job.setWakesAt(now.plus(WAKE));
    WebhookRecord row =
        transaction.selectFrom(WEBHOOK).where(WEBHOOK.ID.eq(job.getWebhookId())).fetchSingle();
    ReplayStep step =
        row.getEnabled()
            ? advance(
                transaction, job, webhooks.read(transaction, row.getId(), row.getVersion()), now)
            : withdraw(job, row.getDeletedAt() != null, now);
    job.update();
    return step;
  }

  /** Withdraws a job whose webhook is gone or disabled; with an enabled one it may be resumed. */
  private static ReplayStep withdraw(ReplayRecord job, boolean deleted, Instant now) {
    job.setStatus(deleted ? ReplayStatus.CANCELLED.name() : ReplayStatus.PAUSED.name());
    job.setReason(deleted ? "webhook_deleted" : "webhook_disabled");
    job.setFinishedAt(deleted ? now : null);
    job.setWakesAt(null);
    return OVER;
  }

  private ReplayStep advance(
      DSLContext transaction, ReplayRecord job, KeptWebhook webhook, Instant now) {
    int open = open(transaction, job.getId());
    int room = Math.min(MAXIMUM_OPEN - open, paced(job, now));
    if (room <= 0) {
      return open >= MAXIMUM_OPEN
          ? new ReplayStep.Full(open)
          : new ReplayStep.Early(Duration.between(now.plus(AHEAD), job.getNextDueAt()));
    }
    List<Found> page =
        ReplayEventsQuery.page(transaction, webhook.clinicId(), job.getLastEventNumber(), PER_STEP);
    if (page.isEmpty() || page.getFirst().isLongAfter(job.getToAt())) {
      return open > 0 ? new ReplayStep.Full(open) : finish(job, now);
    }
    return new ReplayStep.Moved(webhook.id(), take(transaction, job, webhook, page, room, now));
  }

  /** Returns how many deliveries the job's pace allows to be made now. */
  private static int paced(ReplayRecord job, Instant now) {
    Integer perMinute = job.getPerMinute();
    if (perMinute == null) {
      return MAXIMUM_OPEN;
    }
    Instant next = job.getNextDueAt() == null ? now : job.getNextDueAt();
    Duration left = Duration.between(next, now.plus(AHEAD));
    return left.isNegative() ? 0 : (int) (left.toMillis() * perMinute / 60_000) + 1;
  }

  private static ReplayStep finish(ReplayRecord job, Instant now) {
    job.setStatus(ReplayStatus.DONE.name());
    job.setFinishedAt(now);
    job.setWakesAt(null);
    return OVER;
  }

  private static int open(DSLContext transaction, UUID job) {
    return transaction.fetchCount(
        DSL.selectOne()
            .from(DELIVERY)
            .where(DELIVERY.REPLAY_ID.eq(job))
            .and(
                DELIVERY.STATUS.in(
                    DeliveryStatus.PENDING.name(),
                    DeliveryStatus.SENDING.name(),
                    DeliveryStatus.PARKED.name())));
  }

  /** Goes through the page until there is no more room; the cursor stands at the last one seen. */
  private int take(
      DSLContext transaction,
      ReplayRecord job,
      KeptWebhook webhook,
      List<Found> page,
      int room,
      Instant now) {
    WebhookStateRows.lock(transaction, webhook.id());
    Map<UUID, List<Earlier>> earlier =
        ReplayEventsQuery.earlier(transaction, webhook.id(), page.stream().map(Found::id).toList());
    List<Wanted> wanted = new ArrayList<>();
    for (Found found : page) {
      if (wanted.size() >= room || found.isLongAfter(job.getToAt())) {
        break;
      }
      job.setLastEventNumber(found.number());
      List<Earlier> before = earlier.getOrDefault(found.id(), List.of());
      if (!isWanted(transaction, job, webhook, found, before)) {
        continue;
      }
      if (found.hasData()) {
        wanted.add(wanted(job, found, before, due(job, now)));
      } else {
        job.setSkipped(job.getSkipped() + 1);
      }
    }
    if (!wanted.isEmpty()) {
      DeliveryRepeats.insert(transaction, wanted, DeliveryRepeats.Origin.REPLAY);
      job.setCreated(job.getCreated() + wanted.size());
    }
    return wanted.size();
  }

  /**
   * Returns whether the job repeats an event; one that was not dispatched yet is delivered anyway.
   */
  private boolean isWanted(
      DSLContext transaction,
      ReplayRecord job,
      KeptWebhook webhook,
      Found found,
      List<Earlier> earlier) {
    return found.dispatched()
        && found.isBetween(job.getFromAt(), job.getToAt())
        && ReplaySelection.of(job.getSelection())
            .orElseThrow()
            .wants(
                matches(transaction, webhook, found),
                earlier.stream().map(Earlier::forSelection).toList());
  }

  /** Returns whether the webhook asks for an event. The data is read only if a filter needs it. */
  private boolean matches(DSLContext transaction, KeptWebhook webhook, Found found) {
    boolean subscribed = new Subscription(webhook.settings().events()).matches(found.type());
    if (!subscribed || webhook.settings().filter() == null || !found.hasData()) {
      return subscribed;
    }
    EventFacts event =
        events.open(
            transaction,
            transaction.selectFrom(EVENT).where(EVENT.ID.eq(found.id())).fetchSingle());
    // Where the filter fails the event's own delivery said so; nothing is sent on a guess.
    return WebhookMatcher.matches(event, webhook) == EventFilters.Verdict.YES;
  }

  /**
   * Returns the time at which the next repetition is due: one after the other at the job's pace,
   * all at once without one.
   */
  private static Instant due(ReplayRecord job, Instant now) {
    Integer perMinute = job.getPerMinute();
    if (perMinute == null) {
      return now;
    }
    Instant due =
        job.getNextDueAt() == null || job.getNextDueAt().isBefore(now) ? now : job.getNextDueAt();
    job.setNextDueAt(due.plus(Duration.ofMinutes(1).dividedBy(perMinute)));
    return due;
  }

  private static Wanted wanted(ReplayRecord job, Found found, List<Earlier> earlier, Instant due) {
    @Nullable Earlier latest =
        earlier.stream().max(Comparator.comparingInt(Earlier::repetition)).orElse(null);
    return new Wanted(
        found.clinic(),
        found.id(),
        job.getWebhookId(),
        found.subject(),
        latest == null ? 1 : latest.repetition() + 1,
        latest == null ? null : latest.id(),
        job.getId(),
        due);
  }
}
