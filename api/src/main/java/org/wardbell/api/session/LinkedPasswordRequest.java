package org.wardbell.api.session;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A new password by an administrator's one-time link. */
record LinkedPasswordRequest(
    @Schema(
            description = "The token of POST /api/v1/persons/{id}/password-link.",
            example = "K7gNU3sdo-OL0wNhqoVWhr3g6s1xYv72ol_pe_Unols",
            requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable String token,
    @Schema(
            description = "12-128 characters, at least five different ones.",
            example = "five other words make another",
            requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable String password) {
  @Override
  public String toString() {
    return "LinkedPasswordRequest[hidden]";
  }
}
