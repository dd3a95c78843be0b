package org.wardbell.activities.authentication;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.interactive.InteractiveTask;
import org.wardbell.activities.webhook.WebhookStore;

/** Wires what asks authorization servers for tokens; for workers only. */
@Configuration(proxyBeanMethods = false)
public class OAuthConfiguration {
  @Bean
  OAuthTokens oAuthTokens(Database database, Encryption encryption, TokenTransport transport) {
    return new OAuthTokens(database.sending(), encryption, transport);
  }

  @Bean
  InteractiveTask codeExchangeTask(Database database, WebhookStore webhooks, OAuthTokens tokens) {
    return new CodeExchangeTask(database.sending(), webhooks, tokens);
  }
}
