package org.wardbell.api.tracing;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.wardbell.activities.tracing.Tracing;

/** The wiring of requests' spans. Where nothing is traced there is no filter. */
@Configuration(proxyBeanMethods = false)
class RequestTracesConfiguration {
  @Bean
  FilterRegistrationBean<RequestTraces> requestTraces(Tracing tracing) {
    FilterRegistrationBean<RequestTraces> traces =
        new FilterRegistrationBean<>(new RequestTraces(tracing));
    // Inside of the frame that gives each request its id, before anybody is refused.
    traces.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
    traces.setEnabled(tracing.isOn());
    return traces;
  }
}
