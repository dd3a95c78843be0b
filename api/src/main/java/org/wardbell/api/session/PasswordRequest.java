package org.wardbell.api.session;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A new password in place of the one that is known. */
record PasswordRequest(
    @Schema(example = "four words make one", requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable String currentPassword,
    @Schema(
            description = "12-128 characters, at least five different ones.",
            example = "five other words make another",
            requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable String password) {
  @Override
  public String toString() {
    return "PasswordRequest[hidden]";
  }
}
