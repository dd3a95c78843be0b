package org.wardbell.api.access;

import java.nio.file.Path;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wardbell.activities.clinic.FirstStart;

/** The wiring of the first start: a clinic and an administrator exist before the first request. */
@Configuration(proxyBeanMethods = false)
class FirstStartConfiguration {
  @Bean
  AdministratorKey administratorKey(FirstStart firstStart, AccessSettings settings) {
    Path file = settings.administratorKeyFile();
    return new AdministratorKey(
        firstStart.run(
            settings.adminKey(),
            key -> {
              if (file != null) {
                new AdministratorKeyFile(file).write(key);
              }
            }));
  }
}
