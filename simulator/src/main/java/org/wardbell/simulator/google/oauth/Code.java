package org.wardbell.simulator.google.oauth;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An authorization code that waits to be exchanged.
 *
 * @param redirectUri where it was sent to, or null if the simulator's own control made it
 * @param challenge RFC 7636's code_challenge, empty without one
 * @param refreshable whether a refresh token comes with it
 */
record Code(
    Grant grant,
    @Nullable String redirectUri,
    String challenge,
    String challengeMethod,
    boolean refreshable,
    Instant until) {}
