package org.wardbell.activities.webhook;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wardbell.activities.crypto.Encryption;

/** Wires what keeps and opens webhooks, for any process. */
@Configuration(proxyBeanMethods = false)
public class WebhookConfiguration {
  @Bean
  WebhookSealing webhookSealing(Encryption encryption) {
    return new WebhookSealing(encryption);
  }

  @Bean
  WebhookReader webhookReader(WebhookSealing sealing) {
    return new WebhookReader(sealing);
  }
}
