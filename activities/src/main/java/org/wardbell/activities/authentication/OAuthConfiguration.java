package org.wardbell.activities.authentication;

import org.jooq.DSLContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.interactive.InteractiveTask;
import org.wardbell.activities.webhook.WebhookStore;

/** Wires what asks authorization servers for tokens; for workers only. */
@Configuration(proxyBeanMethods = false)
public class OAuthConfiguration {
  @Bean
  OAuthTokens oAuthTokens(DSLContext dsl, Encryption encryption, TokenTransport transport) {
    return new OAuthTokens(dsl, encryption, transport);
  }

  @Bean
  InteractiveTask codeExchangeTask(DSLContext dsl, WebhookStore webhooks, OAuthTokens tokens) {
    return new CodeExchangeTask(dsl, webhooks, tokens);
  }
}
