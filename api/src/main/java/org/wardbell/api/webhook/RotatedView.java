package org.wardbell.api.webhook;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The result of a rotation. */
@Schema(name = "RotatedSecret")
record RotatedView(
    int version,
    @Schema(description = "Checks the signature v1; never shown again.", example = "whsec_…")
        String signingSecret,
    @Schema(description = "Checks the signature v1a.", example = "whpk_…")
        @Nullable String publicKey,
    @Schema(description = "Until then requests also carry a signature by the old secret.")
        Instant oldSecretValidUntil) {
  @Override
  public String toString() {
    return "RotatedView[hidden]";
  }
}
