package org.wardbell.api.transfer;

import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Webhooks as a file: in the open, without secrets, or sealed, with them. */
@Schema(name = "WebhookFile")
record WebhookFile(
    @Schema(example = FORMAT, requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String format,
    @Schema(example = "1", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Integer version,
    @Schema(description = "For people.") @Nullable Instant exportedAt,
    @ArraySchema(schema = @Schema(implementation = ExportedWebhook.class))
        @Nullable List<@Nullable JsonNode> webhooks,
    @Schema(
            description =
                "Instead of webhooks: the list of them, encrypted with a passphrase (JSON Web Encryption, compact,"
                    + " PBES2-HS512+A256KW and A256GCM).")
        @Nullable String sealed,
    @Schema(description = "Webhooks whose settings could not be opened; they are not in it.")
        @Nullable List<UUID> unreadable) {
  static final String FORMAT = "wardbell/webhooks";

  static final int VERSION = 1;

  /** Hides the credentials that it may carry. */
  @Override
  public String toString() {
    return "WebhookFile[hidden]";
  }
}
