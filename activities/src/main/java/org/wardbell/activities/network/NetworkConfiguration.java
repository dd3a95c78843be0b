package org.wardbell.activities.network;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The wiring of the way to the outside; for workers, because no other process calls out. */
@Configuration(proxyBeanMethods = false)
public class NetworkConfiguration {
  private static final Logger log = LoggerFactory.getLogger(NetworkConfiguration.class);

  /**
   * Refuses settings that cannot be, before anything is started for them.
   *
   * @throws IllegalArgumentException with what is right
   */
  public static void check(Environment environment) {
    var _ = proxy(environment);
  }

  private static Optional<OutgoingProxy> proxy(Environment environment) {
    return Optional.ofNullable(environment.getProperty("wardbell.proxy"))
        .filter(text -> !text.isBlank())
        .map(OutgoingProxy::parse);
  }

  /** Reads {@code wardbell.proxy}: {@code http://host:port}; none if it is not set. */
  @Bean
  OutgoingRoute outgoingRoute(Environment environment) {
    OutgoingRoute route = new OutgoingRoute(proxy(environment));
    route
        .proxy()
        .ifPresent(
            proxy ->
                log.warn(
                    "all requests to the outside go through the proxy {}: it decides which addresses"
                        + " they may reach, Wardbell's own guard and --allow-network do not",
                    proxy));
    return route;
  }
}
