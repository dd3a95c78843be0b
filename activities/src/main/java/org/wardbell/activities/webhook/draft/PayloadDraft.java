package org.wardbell.activities.webhook.draft;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A {@link org.wardbell.workflows.webhook.Payload} as a person sent it. */
public record PayloadDraft(
    @Nullable String format,
    @Nullable String detail,
    @Nullable String contentType,
    @Nullable String body,
    @Nullable List<WebhookDraft.@Nullable Parameter> form,
    @Nullable String transform) {
  /** Nothing said. */
  public static final PayloadDraft SILENT = new PayloadDraft(null, null, null, null, null, null);
}
