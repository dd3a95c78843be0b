package org.wardbell.activities.idempotency;

import org.jooq.DSLContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wardbell.activities.crypto.Encryption;

/** The wiring of kept answers, for processes that answer requests. */
@Configuration(proxyBeanMethods = false)
public class IdempotencyConfiguration {
  @Bean
  KeptAnswers keptAnswers(DSLContext database, Encryption encryption) {
    return new KeptAnswers(database, encryption);
  }
}
