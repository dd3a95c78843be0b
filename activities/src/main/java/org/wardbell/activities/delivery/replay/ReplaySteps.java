package org.wardbell.activities.delivery.replay;

import static org.wardbell.activities.database.generated.Tables.DELIVERY;
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
import org.wardbell.activities.database.Contention;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.generated.tables.records.ReplayRecord;
import org.wardbell.activities.database.generated.tables.records.WebhookRecord;
import org.wardbell.activities.delivery.replay.DeliveryRepeats.Wanted;
import org.wardbell.activities.delivery.replay.ReplayEventsQuery.Earlier;
import org.wardbell.activities.delivery.replay.ReplayEventsQuery.Found;
import org.wardbell.activities.delivery.replay.ReplayPages.Page;
import org.wardbell.activities.event.EventReader;
import org.wardbell.activities.webhook.WebhookReader;
import org.wardbell.activities.webhook.state.WebhookState;
import org.wardbell.activities.webhook.state.WebhookStateRows;
import org.wardbell.workflows.delivery.DeliveryStatus;
import org.wardbell.workflows.delivery.ReplaySelection;
import org.wardbell.workflows.delivery.ReplayStatus;

/**
 * The steps of a replay job, one slice each: one transaction that moves its cursor and makes the
 * deliveries. The job's row is locked meanwhile, so that a step that runs twice makes nothing
 * twice. What takes long is done before; the transaction sees whether it still holds.
 */
final class ReplaySteps {
  /**
   * Open deliveries of a job: enough to keep a quick webhook busy until the next slice, few enough
   * that a job of 100,000 neither fills the table nor goes on for long when it is paused.
   */
  static final int MAXIMUM_OPEN = 200;

  /** A paced job's deliveries are made this long before they may go. */
  private static final Duration AHEAD = Duration.ofSeconds(30);

  /** The relay starts the job's workflow if nobody has advanced it for this long and its grace. */
  private static final Duration WAKE = Duration.ofSeconds(90);

  private static final ReplayStep OVER = new ReplayStep.Over();

  private final DSLContext dsl;
  private final ReplayPages pages;

  ReplaySteps(DSLContext dsl, EventReader events, WebhookReader webhooks) {
    this(dsl, events, webhooks, ReplayPages.TIME);
  }

  ReplaySteps(DSLContext dsl, EventReader events, WebhookReader webhooks, Duration filterTime) {
    this.dsl = dsl;
    this.pages = new ReplayPages(dsl, events, webhooks, filterTime);
  }

  ReplayStep step(UUID replayId) {
    ReplayRecord seen = dsl.fetchOne(REPLAY, REPLAY.ID.eq(replayId));
    if (seen == null) {
      return OVER;
    }
    int room = isRunning(seen) ? room(seen, open(dsl, replayId), DatabaseClock.read(dsl)) : 0;
    @Nullable Page page = room > 0 ? pages.read(seen, room) : null;
    return Contention.result(dsl, transaction -> step(transaction.dsl(), replayId, page));
  }

  private static boolean isRunning(ReplayRecord job) {
    return job.getStatus().equals(ReplayStatus.RUNNING.name());
  }

  private static ReplayStep step(DSLContext transaction, UUID replayId, @Nullable Page page) {
    ReplayRecord job =
        transaction.selectFrom(REPLAY).where(REPLAY.ID.eq(replayId)).forUpdate().fetchOne();
    if (job == null) {
      return OVER;
    }
    if (!isRunning(job)) {
      remember(transaction, job);
      return OVER;
    }
    Instant now = DatabaseClock.read(transaction);
    job.setWakesAt(now.plus(WAKE));
    WebhookRecord row =
        transaction.selectFrom(WEBHOOK).where(WEBHOOK.ID.eq(job.getWebhookId())).fetchSingle();
    ReplayStep step =
        row.getEnabled()
            ? advance(transaction, job, row, page, now)
            : withdraw(job, row.getDeletedAt() != null, now);
    job.update();
    return step;
  }

  /** Remembers what became of a cancelled job's deliveries, once all have ended. */
  private static void remember(DSLContext transaction, ReplayRecord job) {
    if (job.getStatus().equals(ReplayStatus.CANCELLED.name())
        && job.getDelivered() == null
        && open(transaction, job.getId()) == 0) {
      job.setDelivered(ReplayStore.delivered(transaction, job.getId()));
      job.update();
    }
  }

  /** Withdraws a job whose webhook is gone or disabled; with an enabled one it may be resumed. */
  private static ReplayStep withdraw(ReplayRecord job, boolean deleted, Instant now) {
    job.setStatus(deleted ? ReplayStatus.CANCELLED.name() : ReplayStatus.PAUSED.name());
    job.setReason(deleted ? "webhook_deleted" : "webhook_disabled");
    job.setFinishedAt(deleted ? now : null);
    job.setWakesAt(null);
    return OVER;
  }

  private static ReplayStep advance(
      DSLContext transaction,
      ReplayRecord job,
      WebhookRecord webhook,
      @Nullable Page page,
      Instant now) {
    int open = open(transaction, job.getId());
    int room = room(job, open, now);
    if (room <= 0) {
      return open >= MAXIMUM_OPEN
          ? new ReplayStep.Full(open)
          : new ReplayStep.Early(Duration.between(now.plus(AHEAD), job.getNextDueAt()));
    }
    if (page == null || !page.isOf(job, webhook)) {
      return new ReplayStep.Moved(
          webhook.getId(), 0, false); // Things changed meanwhile: look again.
    }
    if (page.events().isEmpty() || page.events().getFirst().isLongAfter(job.getToAt())) {
      return open > 0 ? new ReplayStep.Full(open) : finish(transaction, job, now);
    }
    return take(transaction, job, page, room, now);
  }

  private static int room(ReplayRecord job, int open, Instant now) {
    return Math.min(MAXIMUM_OPEN - open, paced(job, now));
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

  private static ReplayStep finish(DSLContext transaction, ReplayRecord job, Instant now) {
    job.setDelivered(ReplayStore.delivered(transaction, job.getId()));
    job.setStatus(ReplayStatus.DONE.name());
    job.setFinishedAt(now);
    job.setWakesAt(null);
    return OVER;
  }

  /** Counts the deliveries that have not ended; never more than a job may have. */
  static int open(DSLContext transaction, UUID job) {
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
  private static ReplayStep take(
      DSLContext transaction, ReplayRecord job, Page page, int room, Instant now) {
    UUID webhook = job.getWebhookId();
    WebhookState state = WebhookStateRows.lock(transaction, webhook);
    Map<UUID, List<Earlier>> earlier =
        ReplayEventsQuery.earlier(
            transaction, webhook, page.events().stream().map(Found::id).toList());
    List<Wanted> wanted = new ArrayList<>();
    for (Found found : page.events()) {
      if (wanted.size() >= room || found.isLongAfter(job.getToAt())) {
        break;
      }
      job.setLastEventNumber(found.number());
      List<Earlier> before = earlier.getOrDefault(found.id(), List.of());
      if (!isWanted(job, found, page.matching().contains(found.id()), before)) {
        continue;
      }
      if (found.hasData()) {
        boolean undecided = page.undecided().contains(found.id());
        wanted.add(wanted(job, found, before, due(job, now), undecided));
      } else {
        job.setSkipped(job.getSkipped() + 1);
      }
    }
    if (wanted.isEmpty()) {
      return new ReplayStep.Moved(webhook, 0, false);
    }
    job.setCreated(job.getCreated() + wanted.size());
    boolean wake =
        DeliveryRepeats.insert(transaction, state, wanted, DeliveryRepeats.Origin.REPLAY).wake();
    return new ReplayStep.Moved(webhook, wanted.size(), wake);
  }

  /**
   * Returns whether a job may repeat an event; one that was not dispatched yet is delivered anyway.
   */
  static boolean isInRange(ReplayRecord job, Found found) {
    return found.dispatched() && found.isBetween(job.getFromAt(), job.getToAt());
  }

  private static boolean isWanted(
      ReplayRecord job, Found found, boolean matches, List<Earlier> earlier) {
    return isInRange(job, found)
        && ReplaySelection.of(job.getSelection())
            .orElseThrow()
            .wants(matches, earlier.stream().map(Earlier::forSelection).toList());
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

  private static Wanted wanted(
      ReplayRecord job, Found found, List<Earlier> earlier, Instant due, boolean undecided) {
    @Nullable Earlier latest =
        earlier.stream().max(Comparator.comparingInt(Earlier::repetition)).orElse(null);
    return new Wanted(
        found.clinic(),
        found.id(),
        job.getWebhookId(),
        found.subjectFingerprint(),
        latest == null ? 1 : latest.repetition() + 1,
        latest == null ? null : latest.id(),
        job.getId(),
        due,
        undecided);
  }
}
