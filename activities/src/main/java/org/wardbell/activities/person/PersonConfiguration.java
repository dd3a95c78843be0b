package org.wardbell.activities.person;

import org.jooq.DSLContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wardbell.activities.crypto.Encryption;

/** The wiring of the stores of people, for every process that imports it. */
@Configuration(proxyBeanMethods = false)
public class PersonConfiguration {
  @Bean
  Grants grants() {
    return new Grants();
  }

  @Bean
  PersonStore personStore(DSLContext database, Encryption encryption, Grants grants) {
    return new PersonStore(database, encryption, grants);
  }

  @Bean
  PasswordLinks passwordLinks() {
    return new PasswordLinks();
  }

  @Bean
  SecondFactors secondFactors(Encryption encryption) {
    return new SecondFactors(encryption);
  }

  @Bean
  SignInLimits signInLimits(DSLContext database, Encryption encryption) {
    return new SignInLimits(database, encryption);
  }
}
