package org.wardbell.activities.erasure;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.event.EventStore;

/** The wiring of the store of erasures, for any process. */
@Configuration(proxyBeanMethods = false)
public class ErasureConfiguration {
  @Bean
  ErasureStore erasureStore(Encryption encryption, EventStore events) {
    return new ErasureStore(encryption, events);
  }
}
