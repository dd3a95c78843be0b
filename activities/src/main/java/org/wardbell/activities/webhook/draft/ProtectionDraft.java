package org.wardbell.activities.webhook.draft;

import org.jspecify.annotations.Nullable;

/** A {@link org.wardbell.workflows.webhook.Protection} as a person sent it. */
public record ProtectionDraft(
    @Nullable Integer concurrency,
    @Nullable RateDraft rate,
    @Nullable Boolean circuitBreaker,
    @Nullable Boolean autoDisable,
    @Nullable Boolean ordered) {
  /** Nothing said. */
  public static final ProtectionDraft SILENT = new ProtectionDraft(null, null, null, null, null);

  /** A {@link org.wardbell.workflows.webhook.Rate} as a person sent it. */
  public record RateDraft(
      @Nullable Integer limit, @Nullable Integer perSeconds, @Nullable Integer burst) {}
}
