package org.wardbell.activities.appointment.imports;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wardbell.activities.crypto.Encryption;

/** The wiring of the store of imports, for any process. */
@Configuration(proxyBeanMethods = false)
public class AppointmentImportConfiguration {
  @Bean
  ImportStore appointmentImportStore(Encryption encryption) {
    return new ImportStore(encryption);
  }
}
