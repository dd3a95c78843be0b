package org.wardbell.api.transfer;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.api.webhook.WebhookRequest;

/** One webhook of a file. */
@Schema(name = "ExportedWebhook")
record ExportedWebhook(
    @Schema(
            description =
                "The webhook that it was. An import changes that one if it is still there, else the only one of this"
                    + " name, else it makes a new one. May be left out.")
        @Nullable UUID id,
    @Schema(
            description =
                "As POST /webhooks takes it, without clinic and global. Where secrets were left out, •••• stands.",
            requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable WebhookRequest webhook,
    @Schema(description = "What it signs with; in sealed files only, and used for new webhooks.")
        @Nullable List<@Nullable String> signingSecrets) {
  /** Hides the credentials that it may carry. */
  @Override
  public String toString() {
    return "ExportedWebhook[" + id + "]";
  }
}
