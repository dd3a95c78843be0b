package org.wardbell.activities.calendar.consent;

import org.jooq.DSLContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.wardbell.activities.appointment.DoctorStore;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.calendar.CalendarStore;
import org.wardbell.activities.calendar.google.ConsentPage;
import org.wardbell.activities.crypto.Encryption;

/** Spring beans that keep consents, for any process; none of them asks Google. */
@Configuration(proxyBeanMethods = false)
public class ConsentConfiguration {
  @Bean
  ConsentPage consentPage(Environment environment) {
    return ConsentPage.of(environment);
  }

  @Bean
  ConsentWays consentWays(
      DSLContext dsl, DoctorStore doctors, Encryption encryption, AuditStore audit) {
    return new ConsentWays(dsl, doctors, encryption, audit);
  }

  @Bean
  Consents consents(
      DSLContext dsl, DoctorStore doctors, Encryption encryption, CalendarStore calendars) {
    return new Consents(dsl, doctors, encryption, calendars);
  }
}
