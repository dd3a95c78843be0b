package org.wardbell.activities.retention;

import org.jooq.DSLContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The wiring of policies and reports, for any process. */
@Configuration(proxyBeanMethods = false)
public class RetentionConfiguration {
  @Bean
  RetentionPolicies retentionPolicies() {
    return new RetentionPolicies();
  }

  @Bean
  EndingQuery endingQuery(DSLContext dsl) {
    return new EndingQuery(dsl);
  }

  @Bean
  SweepReports sweepReports(DSLContext dsl) {
    return new SweepReports(dsl);
  }
}
