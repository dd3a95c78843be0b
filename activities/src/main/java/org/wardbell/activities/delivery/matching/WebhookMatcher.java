package org.wardbell.activities.delivery.matching;

import static org.wardbell.activities.database.generated.Tables.WEBHOOK;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK_STATE;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Result;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.ApplicationClock;
import org.wardbell.activities.delivery.matching.EventFilters.Verdict;
import org.wardbell.activities.delivery.state.OperationalEvents;
import org.wardbell.activities.delivery.state.UnreadableWebhooks;
import org.wardbell.activities.event.EventFacts;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.activities.webhook.UnknownSettingsException;
import org.wardbell.activities.webhook.UnreadableWebhookException;
import org.wardbell.activities.webhook.WebhookReader;
import org.wardbell.activities.webhook.state.WebhookState;
import org.wardbell.workflows.event.Subscription;
import org.wardbell.workflows.webhook.Pace;

/** Finds the webhooks an event is for, as they are configured and doing in this moment. */
public final class WebhookMatcher {
  /**
   * A webhook that could match, with its state.
   *
   * @param enabledAt by the database's clock; null for one that is older than that column
   */
  public record Candidate(KeptWebhook webhook, WebhookState state, @Nullable Instant enabledAt) {
    /** Returns whether it was enabled already when an event was accepted. */
    public boolean wasEnabledAt(Instant acceptedAt) {
      return enabledAt == null || !enabledAt.isAfter(acceptedAt);
    }

    /** Returns the rate it keeps, or null. */
    public @Nullable Pace pace() {
      return state.pace(webhook.settings().protection().rate());
    }

    /** Returns whether what is decided about it must not change before it is written. */
    public boolean needsLock() {
      // By the process's clock, which may be behind the one that decides what is due.
      Instant about = ApplicationClock.now().minus(CLOCKS_APART);
      return !webhook.isReadable()
          || pace() != null
          || webhook.settings().protection().ordered()
          || state.obstacle(about) != null;
    }

    /** Returns the webhook with its state as it was read later. */
    public Candidate with(WebhookState later) {
      return new Candidate(webhook, later, enabledAt);
    }
  }

  private static final Duration CLOCKS_APART = Duration.ofMinutes(5);

  private final WebhookReader webhooks;
  private final UnreadableWebhooks unreadable;

  public WebhookMatcher(WebhookReader webhooks, UnreadableWebhooks unreadable) {
    this.webhooks = webhooks;
    this.unreadable = unreadable;
  }

  /**
   * Enabled webhooks of these clinics and global ones, in order of id. Their states are locked by
   * nobody: matching takes its time, and most of them do not want the event. One whose settings
   * only a newer version can read is a candidate by what it subscribes to.
   */
  public List<Candidate> candidates(DSLContext transaction, Collection<UUID> clinics) {
    List<Candidate> seen = new ArrayList<>();
    for (Record row : select(transaction, clinics)) {
      UUID id = row.get(WEBHOOK.ID);
      try {
        seen.add(
            new Candidate(
                webhooks.read(transaction, id, row.get(WEBHOOK.VERSION)),
                WebhookState.of(row),
                row.get(WEBHOOK.ENABLED_AT)));
      } catch (UnknownSettingsException newer) {
        seen.add(new Candidate(newer.known(), WebhookState.of(row), row.get(WEBHOOK.ENABLED_AT)));
      } catch (UnreadableWebhookException broken) {
        unreadable.disable(transaction, broken);
      }
    }
    return seen;
  }

  /**
   * Returns whether the webhook asked for the event, and its filter says so. An event that tells of
   * a webhook is not for that one.
   */
  public static Verdict matches(EventFacts event, KeptWebhook webhook) {
    return concerns(event, webhook) ? EventFilters.ask(webhook, event) : Verdict.NO;
  }

  /** Returns those who asked for the event and whose filter does not say no, with its verdict. */
  public static Map<Candidate, Verdict> matches(EventFacts event, List<Candidate> candidates) {
    List<Candidate> concerned =
        candidates.stream().filter(one -> concerns(event, one.webhook())).toList();
    List<Verdict> verdicts =
        EventFilters.ask(concerned.stream().map(Candidate::webhook).toList(), event);
    Map<Candidate, Verdict> matching = new LinkedHashMap<>();
    for (int i = 0; i < verdicts.size(); i++) {
      if (verdicts.get(i) != Verdict.NO) {
        matching.put(concerned.get(i), verdicts.get(i));
      }
    }
    return matching;
  }

  private static boolean concerns(EventFacts event, KeptWebhook webhook) {
    return (webhook.clinicId() == null || webhook.clinicId().equals(event.clinic().id()))
        && !OperationalEvents.isAbout(event, webhook.id())
        && webhook.settings().events().stream()
            .anyMatch(pattern -> Subscription.matches(pattern, event.type()));
  }

  private static Result<? extends Record> select(DSLContext transaction, Collection<UUID> clinics) {
    return transaction
        .select(WEBHOOK.ID, WEBHOOK.VERSION, WEBHOOK.ENABLED_AT)
        .select(WEBHOOK_STATE.fields())
        .from(WEBHOOK)
        .join(WEBHOOK_STATE)
        .on(WEBHOOK_STATE.WEBHOOK_ID.eq(WEBHOOK.ID))
        .where(WEBHOOK.CLINIC_ID.in(clinics).or(WEBHOOK.CLINIC_ID.isNull()))
        .and(WEBHOOK.DELETED_AT.isNull())
        .and(WEBHOOK.ENABLED.isTrue())
        .orderBy(WEBHOOK.ID)
        .fetch();
  }
}
