package org.wardbell.activities.rotation;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wardbell.activities.crypto.Encryption;

/** The wiring of the store of rotations, for any process. */
@Configuration(proxyBeanMethods = false)
public class RotationConfiguration {
  @Bean
  RotationStore rotationStore(Encryption encryption) {
    return new RotationStore(encryption.rotation());
  }
}
