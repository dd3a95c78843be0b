package org.wardbell.activities.http;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wardbell.activities.authentication.OAuthTokens;
import org.wardbell.activities.authentication.TokenTransport;
import org.wardbell.activities.network.AllowedNetworks;
import org.wardbell.activities.network.OutgoingRoute;
import org.wardbell.activities.network.PlainHttp;

/** Wires what opens connections to receivers and to their token endpoints; for workers only. */
@Configuration(proxyBeanMethods = false)
public class HttpConfiguration {
  @Bean
  WebhookSender webhookSender(AllowedNetworks allowed, OutgoingRoute route, PlainHttp plainHttp) {
    return new WebhookSender(allowed, route, plainHttp);
  }

  @Bean
  TokenTransport tokenTransport(WebhookSender sender) {
    return new SenderTokenTransport(sender);
  }

  @Bean
  AuthorizedSender authorizedSender(OAuthTokens tokens, WebhookSender sender) {
    return new AuthorizedSender(tokens, sender);
  }
}
