package org.wardbell.activities.authentication;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state of a webhook's connection with its authorization server.
 *
 * @param connected whether it has a token, or the means to get one
 * @param expiresAt when its access token ends, or null without one
 * @param lastError why there was no token the last time it was asked for, or null
 * @param lastErrorDetail the server's own words about it, or null
 */
public record OAuthStatus(
    boolean connected,
    @Nullable Instant expiresAt,
    @Nullable String lastError,
    @Nullable String lastErrorDetail) {}
