package org.wardbell.api.person;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/** A one-time link; the only place where its token is ever shown. */
@Schema(name = "PasswordLink")
record PasswordLinkView(
    @Schema(description = "For POST /api/v1/passwords, once.") String token, Instant expiresAt) {
  @Override
  public String toString() {
    return "PasswordLinkView[hidden]";
  }
}
