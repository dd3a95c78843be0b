package org.wardbell.api.parameter;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The wiring of the checks of headers and query parameters, after the one of roles. */
@Configuration(proxyBeanMethods = false)
class ParameterConfiguration implements WebMvcConfigurer {
  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new KnownHeaders()).order(1);
    registry.addInterceptor(new KnownParameters()).order(1);
  }
}
