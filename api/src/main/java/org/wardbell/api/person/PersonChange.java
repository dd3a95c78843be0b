package org.wardbell.api.person;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A change of a person; what is left out stays. */
public record PersonChange(
    @Schema(example = "ann@clinic.example") @Nullable String email,
    @Schema(description = "1-120 characters.", example = "Ann Meyer") @Nullable String name,
    @Schema(description = "IANA.", example = "Europe/Berlin") @Nullable String timeZone,
    @Schema(description = "BCP 47.", example = "de-AT") @Nullable String language,
    @Schema(description = "Whether single keys, such as j and ?, do something on pages.")
        @Nullable Boolean singleKeys) {
  @Override
  public String toString() {
    return "PersonChange[hidden]";
  }
}
