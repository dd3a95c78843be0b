package org.wardbell.activities.clinic;

import java.time.InstantSource;
import org.jooq.DSLContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.wardbell.activities.audit.AuditConfiguration;
import org.wardbell.activities.audit.AuditStore;

/**
 * The wiring of the stores of clinics, keys and the audit trail, for every process that imports it.
 */
@Configuration(proxyBeanMethods = false)
@Import(AuditConfiguration.class)
public class ClinicConfiguration {
  @Bean
  ClinicStore clinicStore(DSLContext database) {
    return new ClinicStore(database);
  }

  @Bean
  ApiKeyStore apiKeyStore(DSLContext database) {
    return new ApiKeyStore(database);
  }

  @Bean
  FirstStart firstStart(
      DSLContext database, ClinicStore clinics, ApiKeyStore keys, AuditStore audit) {
    return new FirstStart(database, clinics, keys, audit, InstantSource.system());
  }
}
