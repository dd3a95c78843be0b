package org.wardbell.activities.authentication;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a webhook stands with its authorization server.
 *
 * @param connected whether it has a token, or what gets one
 * @param expiresAt when its access token ends, or null without one
 * @param lastError why there was no token the last time it was asked for, or null
 */
public record OAuthStatus(
    boolean connected, @Nullable Instant expiresAt, @Nullable String lastError) {}
