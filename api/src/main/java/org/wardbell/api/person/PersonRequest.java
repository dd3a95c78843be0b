package org.wardbell.api.person;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.clinic.Role;

/** A person to be made, with a first role. */
public record PersonRequest(
    @Schema(
            description = "Unique in the installation, however it is spelled.",
            example = "ann@clinic.example",
            requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable String email,
    @Schema(
            description = "1-120 characters.",
            example = "Ann Meyer",
            requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable String name,
    @Schema(description = "IANA; the clinic's if left out.", example = "Europe/Berlin")
        @Nullable String timeZone,
    @Schema(description = "BCP 47; en if left out.", example = "de-AT") @Nullable String language,
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Role role,
    @Schema(description = "Id of the clinic of that role; the caller's own or default if left out.")
        @Nullable String clinic,
    @Schema(
            description =
                "true for a role in the whole installation; only its administrators can give one.",
            defaultValue = "false")
        @Nullable Boolean installation) {
  @Override
  public String toString() {
    return "PersonRequest[hidden]";
  }
}
