package org.wardbell.api.connection;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The operator's limits of connections, as {@code wardbell.connections.*}.
 *
 * @param perAddress connections of one client address in this process; 0 for no limit. {@code
 *     wardbell.trusted-proxies} have none: behind a reverse proxy all requests come from its
 *     address
 * @param headers from the first byte of a request to the end of its headers, RFC 9112 section 9.5
 * @param body from the first byte of a request to the end of its body
 */
@ConfigurationProperties("wardbell.connections")
record ConnectionSettings(
    @DefaultValue("256") int perAddress,
    @DefaultValue("10s") Duration headers,
    @DefaultValue("30s") Duration body) {}
