package org.wardbell.activities.audit;

import java.time.InstantSource;
import org.jooq.DSLContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.database.Database;

/** The wiring of the audit trail and its seals, for every process that imports it. */
@Configuration(proxyBeanMethods = false)
public class AuditConfiguration {
  @Bean
  AuditStore auditStore(Database database) {
    if (database.migrates()) {
      AuditTriggers.make(database.dsl());
    }
    return new AuditStore(InstantSource.system());
  }

  @Bean
  AuditSealing auditSealing(DSLContext database, Encryption encryption) {
    return new AuditSealing(database, new AuditSeals(encryption));
  }

  @Bean
  AuditVerifier auditVerifier(DSLContext database, Encryption encryption) {
    return new AuditVerifier(database, new AuditSeals(encryption));
  }

  @Bean
  AuditRetention auditRetention(DSLContext database, Encryption encryption) {
    return new AuditRetention(database, encryption);
  }

  @Bean
  AuditSealer auditSealer(AuditSealing sealing, AuditVerifier verifier) {
    return new AuditSealer(sealing, verifier);
  }

  @Bean
  ProcessAudit processAudit(DSLContext database, AuditStore audit, Environment environment) {
    return new ProcessAudit(database, audit, environment);
  }
}
