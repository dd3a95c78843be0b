package org.wardbell.api.access;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * An operator's settings of access to the api.
 *
 * @param adminKey the administrator key to use instead of a made one ({@code WARDBELL_ADMIN_KEY})
 * @param administratorKeyFile the file that a made administrator key is written to, unless null
 * @param keyRequestsPerSecond requests one API key may make per second in this process
 * @param metricsOpen whether {@code /actuator/prometheus} answers without a key, for a network in
 *     which only the scraper reaches this port
 */
@ConfigurationProperties("wardbell")
record AccessSettings(
    @Nullable String adminKey,
    @Nullable Path administratorKeyFile,
    @DefaultValue("5000") int keyRequestsPerSecond,
    @DefaultValue("false") boolean metricsOpen) {
  @Override
  public String toString() {
    return "AccessSettings[hidden]";
  }
}
