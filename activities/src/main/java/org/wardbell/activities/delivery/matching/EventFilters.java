package org.wardbell.activities.delivery.matching;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardbell.activities.event.EventFacts;
import org.wardbell.activities.expression.Expression;
import org.wardbell.activities.expression.ExpressionFailure;
import org.wardbell.activities.expression.ExpressionSyntaxException;
import org.wardbell.activities.payload.Envelope;
import org.wardbell.activities.webhook.KeptWebhook;
import tools.jackson.databind.JsonNode;

/** Asks the filters of webhooks. Each version of one is compiled once. */
public final class EventFilters {
  /** Compiled ones that are kept; each is some 50 KiB. */
  private static final int REMEMBERED = 2_000;

  private static final Logger log = LoggerFactory.getLogger(EventFilters.class);

  private record Key(UUID webhook, int version) {}

  private static final Cache<Key, Expression> COMPILED =
      Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  private EventFilters() {}

  /** An event about which several webhooks ask; it is parsed for the first that has a filter. */
  public static final class Question {
    private final EventFacts event;
    private @Nullable JsonNode envelope;

    public Question(EventFacts event) {
      this.event = event;
    }

    EventFacts event() {
      return event;
    }

    private JsonNode envelope() {
      JsonNode parsed = envelope == null ? Envelope.parsed(event) : envelope;
      envelope = parsed;
      return parsed;
    }
  }

  /** The verdict of a webhook's filter on one event. */
  public enum Verdict {
    YES,
    NO,
    /** It did not work; the webhook gets a delivery that says so. */
    FAILED
  }

  static Verdict ask(KeptWebhook webhook, Question question) {
    String filter = webhook.settings().filter();
    if (filter == null || !question.event().isReadable()) {
      return Verdict.YES; // What cannot be read is to be seen as such.
    }
    try {
      return compiled(webhook, filter).matches(question.envelope()) ? Verdict.YES : Verdict.NO;
    } catch (ExpressionFailure | ExpressionSyntaxException e) {
      log.warn(
          "filter of webhook={} failed for event={}: {}",
          webhook.id(),
          question.event().id(),
          e instanceof ExpressionFailure ? e.getMessage() : "it cannot be compiled");
      return Verdict.FAILED;
    }
  }

  private static Expression compiled(KeptWebhook webhook, String filter) {
    return COMPILED.get(new Key(webhook.id(), webhook.version()), _ -> Expression.compile(filter));
  }
}
