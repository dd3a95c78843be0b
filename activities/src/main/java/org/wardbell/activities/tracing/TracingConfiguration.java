package org.wardbell.activities.tracing;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The wiring of traces, for every process; {@link TracingSettings} says where they go. */
@Configuration(proxyBeanMethods = false)
public class TracingConfiguration {
  /**
   * Refuses settings that cannot be, before anything is started for them.
   *
   * @throws IllegalArgumentException with what is right
   */
  public static void check(Environment environment) {
    var _ = TracingSettings.of(environment);
  }

  @Bean
  Tracing tracing(Environment environment, ObjectProvider<MeterRegistry> registry) {
    return Tracing.start(
        TracingSettings.of(environment), registry.getIfAvailable(CompositeMeterRegistry::new));
  }
}
