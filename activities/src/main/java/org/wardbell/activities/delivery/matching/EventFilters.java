package org.wardbell.activities.delivery.matching;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardbell.activities.event.EventFacts;
import org.wardbell.activities.expression.Expression;
import org.wardbell.activities.expression.ExpressionSyntaxException;
import org.wardbell.activities.expression.FilterResult;
import org.wardbell.activities.payload.Envelope;
import org.wardbell.activities.webhook.KeptWebhook;

/** Asks the filters of webhooks. Each version of one is compiled once. */
public final class EventFilters {
  /** Sources that are kept; each is 16 KiB at most. */
  private static final int REMEMBERED = 2_000;

  private static final Logger log = LoggerFactory.getLogger(EventFilters.class);

  private record Key(UUID webhook, int version) {}

  private static final Cache<Key, Expression> COMPILED =
      Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  private EventFilters() {}

  /** The verdict of a webhook's filter on one event. */
  public enum Verdict {
    YES,
    NO,
    /** It does not work with this event; the webhook gets a delivery that says so. */
    FAILED,
    /**
     * It could not be asked to the end; the webhook gets a delivery for which it is asked again.
     */
    DEFERRED
  }

  /** Asks the filter of one webhook. */
  static Verdict ask(KeptWebhook webhook, EventFacts event) {
    return ask(List.of(webhook), event).getFirst();
  }

  /**
   * Asks the filters of several webhooks about one event, at once; a verdict for each, in order.
   */
  static List<Verdict> ask(List<KeptWebhook> webhooks, EventFacts event) {
    List<Verdict> verdicts = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    List<Expression> filters = new ArrayList<>();
    for (KeptWebhook webhook : webhooks) {
      // What cannot be read is to be seen as such.
      String filter = event.isReadable() ? webhook.settings().filter() : null;
      Expression compiled = filter == null ? null : compiled(webhook, filter);
      if (compiled != null) {
        places.add(verdicts.size());
        filters.add(compiled);
      }
      verdicts.add(filter == null ? Verdict.YES : Verdict.FAILED);
    }
    if (!filters.isEmpty()) {
      List<FilterResult> results =
          Expression.matches(event.clinic().id(), Envelope.latest(event), filters);
      for (int i = 0; i < results.size(); i++) {
        int place = places.get(i);
        verdicts.set(place, verdict(results.get(i), webhooks.get(place), event));
      }
    }
    return verdicts;
  }

  private static Verdict verdict(FilterResult result, KeptWebhook webhook, EventFacts event) {
    return switch (result) {
      case FilterResult.Said(boolean matches) -> matches ? Verdict.YES : Verdict.NO;
      case FilterResult.Failed(String reason) -> {
        log.warn("filter of webhook={} failed for event={}: {}", webhook.id(), event.id(), reason);
        yield Verdict.FAILED;
      }
      case FilterResult.Deferred(var reason) -> {
        log.warn(
            "filter of webhook={} deferred for event={}: {}", webhook.id(), event.id(), reason);
        yield Verdict.DEFERRED;
      }
    };
  }

  private static @Nullable Expression compiled(KeptWebhook webhook, String filter) {
    try {
      return COMPILED.get(
          new Key(webhook.id(), webhook.version()), _ -> Expression.compile(filter));
    } catch (ExpressionSyntaxException e) {
      log.warn("filter of webhook={} cannot be compiled", webhook.id());
      return null;
    }
  }
}
