package org.wardbell.api.clinic;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.clinic.Role;

/** An API key to be made. */
public record KeyRequest(
    @Schema(
            description = "For people: what uses it. 1-120 characters.",
            example = "Practice software",
            requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable String name,
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Role role,
    @Schema(description = "Id of the clinic it sees; the key's own or default if left out.")
        @Nullable String clinic,
    @Schema(
            description =
                "true for a key of the whole installation; only such a key can make another.",
            defaultValue = "false")
        @Nullable Boolean installation,
    @Schema(
            description = "RFC 3339; never if left out.",
            example = "2027-12-31T23:59:59+01:00",
            format = "date-time")
        @Nullable String expiresAt) {}
