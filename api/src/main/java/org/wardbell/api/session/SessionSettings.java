package org.wardbell.api.session;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The operator's limits of people's sessions, as {@code wardbell.sessions.*}.
 *
 * @param idle a session ends so long after its last request, a minute more or less
 * @param longest a session ends so long after its sign-in, whatever is done in it
 * @param requestsPerSecond requests one person may make per second in this process
 */
@ConfigurationProperties("wardbell.sessions")
record SessionSettings(
    @DefaultValue("30m") Duration idle,
    @DefaultValue("12h") Duration longest,
    @DefaultValue("100") int requestsPerSecond) {}
