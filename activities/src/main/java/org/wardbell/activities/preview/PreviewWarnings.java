package org.wardbell.activities.preview;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.wardbell.activities.event.EventFacts;
import org.wardbell.activities.expression.Expression;
import org.wardbell.activities.expression.ExpressionSyntaxException;
import org.wardbell.activities.expression.FilterResult;
import org.wardbell.activities.payload.Envelope;
import org.wardbell.activities.request.RequestRenderer;
import org.wardbell.activities.template.UnrenderableException;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.workflows.event.Subscription;

/**
 * The warnings about a request that can be made and that a person would not want as it is: its text
 * has gaps, or a real event would not make it. No value is quoted.
 */
final class PreviewWarnings {
  private PreviewWarnings() {}

  /** Returns the warnings as sentences; none if there is nothing to say. */
  static List<String> of(
      RequestRenderer renderer, KeptWebhook webhook, EventFacts event, UUID deliveryId) {
    List<String> warnings = new ArrayList<>();
    if (!new Subscription(webhook.settings().events()).matches(event.type())) {
      warnings.add(
          "The webhook is not subscribed to "
              + event.type()
              + ": a real event of that type is not sent to it.");
    }
    Set<String> empty = empty(renderer, webhook, event, deliveryId);
    if (!empty.isEmpty()) {
      warnings.add(
          "Empty here: "
              + String.join(", ", empty)
              + ". A real event without them is sent with the same gaps; give them a default, or put {{#if}} around what needs them.");
    }
    return warnings;
  }

  /**
   * Returns why a webhook does not get an event that happened, as sentences; none if it does.
   * Whatever its subscription is, which {@link #of} tells.
   */
  static List<String> notSent(KeptWebhook webhook, EventFacts event) {
    List<String> reasons = new ArrayList<>();
    if (!webhook.settings().enabled()) {
      reasons.add("The webhook is disabled: no event is sent to it.");
    }
    String filter = webhook.settings().filter();
    if (filter != null) {
      switch (asked(filter, event)) {
        case FilterResult.Said(boolean matches) -> {
          if (!matches) {
            reasons.add("The webhook's filter says no to this event: it is not sent to it.");
          }
        }
        case FilterResult.Failed(_) ->
            reasons.add(
                "The webhook's filter does not work with this event: its delivery ends as REFUSED.");
        case FilterResult.Deferred(_) ->
            reasons.add(
                "The webhook's filter was not evaluated to its end: whether the event is sent shows later.");
      }
    }
    return reasons;
  }

  private static FilterResult asked(String filter, EventFacts event) {
    try {
      return Expression.matches(
              event.clinic().id(), Envelope.latest(event), List.of(Expression.compile(filter)))
          .getFirst();
    } catch (ExpressionSyntaxException kept) {
      return new FilterResult.Failed("cannot be compiled");
    }
  }

  private static Set<String> empty(
      RequestRenderer renderer, KeptWebhook webhook, EventFacts event, UUID deliveryId) {
    try {
      return renderer.emptyVariables(webhook, event, deliveryId);
    } catch (UnrenderableException told) {
      return Set.of(); // Then there is no request either, and that is what is told.
    }
  }
}
