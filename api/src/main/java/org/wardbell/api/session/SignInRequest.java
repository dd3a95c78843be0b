package org.wardbell.api.session;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The claim of who somebody is. */
record SignInRequest(
    @Schema(example = "ann@clinic.example", requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable String email,
    @Schema(example = "four words make one", requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable String password,
    @Schema(
            description =
                "A one-time code of the authenticator, or a recovery code; only for people with a second factor.",
            example = "492039")
        @Nullable String code) {
  @Override
  public String toString() {
    return "SignInRequest[hidden]";
  }
}
