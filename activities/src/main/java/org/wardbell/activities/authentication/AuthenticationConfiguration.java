package org.wardbell.activities.authentication;

import org.jooq.DSLContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wardbell.activities.crypto.Encryption;

/**
 * The wiring of the connections with authorization servers, for every process; nothing here sends a
 * request.
 */
@Configuration(proxyBeanMethods = false)
public class AuthenticationConfiguration {
  @Bean
  Authorizations authorizations(Encryption encryption) {
    return new Authorizations(encryption);
  }

  @Bean
  OAuthConnections oauthConnections(DSLContext dsl, Encryption encryption) {
    return new OAuthConnections(dsl, encryption);
  }
}
