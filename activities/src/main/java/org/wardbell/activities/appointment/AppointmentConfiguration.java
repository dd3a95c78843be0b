package org.wardbell.activities.appointment;

import org.jooq.DSLContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.event.EventStore;

/** Spring beans that keep appointments and doctors, for any process. */
@Configuration(proxyBeanMethods = false)
public class AppointmentConfiguration {
  @Bean
  DoctorStore doctorStore() {
    return new DoctorStore();
  }

  @Bean
  AppointmentStore appointmentStore(
      DSLContext dsl,
      DoctorStore doctors,
      Encryption encryption,
      EventStore events,
      AuditStore audit) {
    return new AppointmentStore(dsl, doctors, encryption, events, audit);
  }

  @Bean
  InboundChanges inboundChanges(DoctorStore doctors, Encryption encryption) {
    return new InboundChanges(doctors, encryption);
  }

  @Bean
  AppointmentList appointmentList(DSLContext database, DoctorStore doctors, Encryption encryption) {
    return new AppointmentList(database, doctors, encryption);
  }

  @Bean
  FreeTimes freeTimes(DSLContext database, DoctorStore doctors) {
    return new FreeTimes(database, doctors);
  }

  @Bean
  AppointmentChanges appointmentChanges(DSLContext database) {
    return new AppointmentChanges(database);
  }

  @Bean
  AppointmentPolicies appointmentPolicies() {
    return new AppointmentPolicies();
  }
}
