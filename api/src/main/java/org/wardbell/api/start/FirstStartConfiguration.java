package org.wardbell.api.start;

import java.nio.file.Path;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wardbell.activities.clinic.FirstStart;

/** The wiring of the first start: a clinic and an administrator exist before the first request. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AdministratorKeySettings.class)
class FirstStartConfiguration {
  @Bean
  AdministratorKey administratorKey(FirstStart firstStart, AdministratorKeySettings settings) {
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
