package org.wardbell.activities.logjob;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.delivery.query.AttemptListQuery;
import org.wardbell.activities.delivery.query.DeliveryListQuery;
import org.wardbell.activities.export.ExportedLog;

/** The wiring of the store of jobs on the execution log, for any process. */
@Configuration(proxyBeanMethods = false)
public class LogJobConfiguration {
  @Bean
  LogJobStore logJobStore() {
    return new LogJobStore();
  }

  @Bean
  ExportedLog exportedLog(AttemptListQuery attempts, DeliveryListQuery deliveries) {
    return new ExportedLog(attempts, deliveries);
  }

  @Bean
  ExportParts exportParts(Encryption encryption) {
    return new ExportParts(encryption);
  }
}
