package org.wardbell.api.access;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * An operator's settings of access to the api.
 *
 * @param keyRequestsPerSecond requests one API key may make per second in this process
 * @param metricsOpen whether {@code /actuator/prometheus} answers without a key, for a network in
 *     which only the scraper reaches this port
 * @param trustedProxies the reverse proxies whose {@code X-Forwarded-For} is believed, as addresses
 *     or networks
 */
@ConfigurationProperties("wardbell")
record AccessSettings(
    @DefaultValue("5000") int keyRequestsPerSecond,
    @DefaultValue("false") boolean metricsOpen,
    @DefaultValue List<String> trustedProxies) {}
