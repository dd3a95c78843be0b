package org.wardbell.api.session;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A person's own properties as they are to be; what is left out stays. */
record PreferencesRequest(
    @Schema(description = "1-120 characters.", example = "Ann Meyer") @Nullable String name,
    @Schema(description = "IANA.", example = "Europe/Berlin") @Nullable String timeZone,
    @Schema(description = "BCP 47.", example = "de-AT") @Nullable String language,
    @Schema(description = "Whether single keys, such as j and ?, do something on pages.")
        @Nullable Boolean singleKeys) {
  @Override
  public String toString() {
    return "PreferencesRequest[hidden]";
  }
}
