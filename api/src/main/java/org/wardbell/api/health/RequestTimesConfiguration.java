package org.wardbell.api.health;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The wiring that measures every request that reaches a route. */
@Configuration(proxyBeanMethods = false)
class RequestTimesConfiguration implements WebMvcConfigurer {
  private final MeterRegistry registry;

  RequestTimesConfiguration(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void addInterceptors(InterceptorRegistry interceptors) {
    interceptors.addInterceptor(new RequestTimes(registry));
  }
}
