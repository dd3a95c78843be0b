package org.wardbell.api;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * An operator's settings of the api.
 *
 * @param adminKey the administrator key to use instead of a made one ({@code WARDBELL_ADMIN_KEY})
 * @param temporalUiUrl where people find Temporal's web UI, for the landing page
 * @param keyRequestsPerSecond requests one API key may make per second in this process
 * @param metricsOpen whether {@code /actuator/prometheus} answers without a key, for a network in
 *     which only the scraper reaches this port
 */
@ConfigurationProperties("wardbell")
public record ApiSettings(
    @Nullable String adminKey,
    @Nullable String temporalUiUrl,
    @DefaultValue("5000") int keyRequestsPerSecond,
    @DefaultValue("false") boolean metricsOpen) {
  @Override
  public String toString() {
    return "ApiSettings[hidden]";
  }
}
