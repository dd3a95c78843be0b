package org.wardbell.activities.http;

import org.jooq.DSLContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wardbell.activities.authentication.CodeExchangeTask;
import org.wardbell.activities.authentication.OAuthTokens;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.interactive.InteractiveTask;
import org.wardbell.activities.network.AllowedNetworks;
import org.wardbell.activities.network.OutgoingRoute;
import org.wardbell.activities.webhook.WebhookStore;

/** Wires what opens connections to receivers and their token endpoints; for workers only. */
@Configuration(proxyBeanMethods = false)
public class HttpConfiguration {
  @Bean
  WebhookSender webhookSender(AllowedNetworks allowed, OutgoingRoute route) {
    return new WebhookSender(allowed, route);
  }

  @Bean
  OAuthTokens oAuthTokens(DSLContext dsl, Encryption encryption, WebhookSender sender) {
    return new OAuthTokens(dsl, encryption, new SenderTokenTransport(sender));
  }

  @Bean
  AuthorizedSender authorizedSender(OAuthTokens tokens, WebhookSender sender) {
    return new AuthorizedSender(tokens, sender);
  }

  @Bean
  InteractiveTask codeExchangeTask(DSLContext dsl, WebhookStore webhooks, OAuthTokens tokens) {
    return new CodeExchangeTask(dsl, webhooks, tokens);
  }
}
