package org.wardbell.api.clinic;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.clinic.ApiKey;
import org.wardbell.activities.clinic.Role;

/** An API key as it is shown. */
@Schema(name = "ApiKey")
record KeyView(
    UUID id,
    @Schema(description = "Absent for a key of the installation.") @Nullable UUID clinicId,
    String name,
    Role role,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Schema(
            description =
                "To the minute, and told a minute later; absent if it was not used since this is kept.")
        @Nullable Instant lastUsedAt,
    @Schema(description = "The key itself; only in the answer that made it.")
        @Nullable String key) {
  static KeyView of(ApiKey kept) {
    return with(kept, null);
  }

  static KeyView with(ApiKey kept, @Nullable String text) {
    return new KeyView(
        kept.id(),
        kept.clinicId(),
        kept.name(),
        kept.role(),
        kept.createdAt(),
        kept.expiresAt(),
        kept.lastUsedAt(),
        text);
  }

  @Override
  public String toString() {
    return "KeyView[" + id + "]";
  }
}
