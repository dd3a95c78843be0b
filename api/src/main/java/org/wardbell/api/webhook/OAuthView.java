package org.wardbell.api.webhook;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.authentication.OAuthStatus;
import org.wardbell.activities.clinic.Role;

/** The state of a webhook's connection with its authorization server. */
@Schema(name = "OAuthStatus")
public record OAuthView(
    @Schema(description = "Whether it has a token, or what gets one.") boolean connected,
    @Schema(description = "When its access token ends; a new one is got before.")
        @Nullable Instant expiresAt,
    @Schema(
            description = "Why there was no token the last time it was asked for.",
            example = "invalid_grant")
        @Nullable String lastError,
    @Schema(
            description =
                "What the authorization server said about it, without secrets; for administrators only.")
        @Nullable String lastErrorDetail) {
  static OAuthView of(OAuthStatus status, Role role) {
    return new OAuthView(
        status.connected(),
        status.expiresAt(),
        status.lastError(),
        role == Role.ADMIN ? status.lastErrorDetail() : null);
  }
}
