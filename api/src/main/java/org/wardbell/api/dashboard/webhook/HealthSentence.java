package org.wardbell.api.dashboard.webhook;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.webhook.DisabledReason;
import org.wardbell.activities.webhook.StoredWebhook;
import org.wardbell.activities.webhook.state.WebhookState;
import org.wardbell.api.dashboard.frame.Figures;
import org.wardbell.workflows.delivery.OutcomeAdvice;

/**
 * The health of a webhook in a sentence: a beginning, a moment, and the rest.
 *
 * @param begin the words before the moment, or all of them
 * @param at the moment, or null
 * @param rest the words after the moment; may be empty
 * @param advice what to do; may be empty
 */
public record HealthSentence(String begin, @Nullable Instant at, String rest, String advice) {
  private static final String HTTP = "http_";

  private static HealthSentence of(String all) {
    return new HealthSentence(all, null, "", "");
  }

  /**
   * Returns the sentence.
   *
   * @param codes that its last deliveries failed with, the newest first
   * @param delivered in the last 24 hours
   * @param failed in the last 24 hours, for good
   */
  static HealthSentence of(
      StoredWebhook stored, Set<String> codes, long delivered, long failed, Instant now) {
    WebhookState state = stored.state();
    if (!stored.isReadable()) {
      return of(DisabledReason.UNREADABLE.words());
    }
    if (!stored.enabled()) {
      return of(
          stored.disabledReason() == null
              ? "It is off: no event matches it."
              : "Wardbell switched it off. " + DisabledReason.words(stored.disabledReason()));
    }
    if (state.paused()) {
      return of("It is paused: what matches it waits until somebody resumes it.");
    }
    Instant since = state.failingSince();
    if (since != null) {
      return new HealthSentence(
          "since ", since, ": " + tries(state.failures(), codes), advice(stored, codes));
    }
    Instant blocked = state.blockedUntil();
    if (blocked != null && blocked.isAfter(now)) {
      return new HealthSentence(
          "Its receiver asked to be left alone until ", blocked, ". What waits goes then.", "");
    }
    if (delivered + failed == 0) {
      return of("All is well; nothing ended in the last 24 hours.");
    }
    return of(
        failed == 0
            ? "All is well: %s of the last 24 hours delivered.".formatted(deliveries(delivered))
            : "It works now; %s of the last 24 hours delivered, %s not."
                .formatted(deliveries(delivered), Figures.count(failed)));
  }

  private static String deliveries(long count) {
    return Figures.counted(count, "delivery", "deliveries");
  }

  /** One code among the last deliveries is what all tries got, as far as anybody sees. */
  private static String tries(int failures, Set<String> codes) {
    String tries = failures == 1 ? "the last try" : Figures.count(failures) + " tries in a row";
    if (codes.isEmpty()) {
      return tries + " failed.";
    }
    String newest = codes.iterator().next();
    return codes.size() == 1 && newest.startsWith(HTTP)
        ? tries + " got " + newest.substring(HTTP.length()) + "."
        : tries + " failed, the newest with " + newest + ".";
  }

  private static String advice(StoredWebhook stored, Set<String> codes) {
    return codes.isEmpty()
        ? ""
        : OutcomeAdvice.ofDelivery(codes.iterator().next(), stored.webhook().settings());
  }
}
