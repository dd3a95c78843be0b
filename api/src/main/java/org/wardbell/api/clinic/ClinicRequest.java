package org.wardbell.api.clinic;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A clinic to be made. */
public record ClinicRequest(
    @Schema(
            description = "1-200 characters, unique in the installation.",
            example = "Practice at the Park",
            requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable String name,
    @Schema(description = "At most 254 characters.", example = "desk@example.org")
        @Nullable String email,
    @Schema(description = "At most 40 characters.", example = "+49 30 1234567")
        @Nullable String contactNumber,
    @Schema(description = "At most 500 characters.") @Nullable String address,
    @Schema(description = "IANA time zone; UTC if left out.", example = "Europe/Berlin")
        @Nullable String timeZone,
    @Schema(
            description = "Whether it posts custom.* types that nobody registered.",
            defaultValue = "false")
        @Nullable Boolean unregisteredTypes) {}
