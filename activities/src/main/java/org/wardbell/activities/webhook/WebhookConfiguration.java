package org.wardbell.activities.webhook;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.network.AllowedNetworks;
import org.wardbell.activities.network.PlainHttp;
import org.wardbell.activities.webhook.rules.WebhookRules;
import org.wardbell.workflows.event.EventCatalogue;

/** The wiring of the webhook store, for every process that changes or uses webhooks. */
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

  @Bean
  SettingsHistory settingsHistory(Encryption encryption) {
    return new SettingsHistory(encryption);
  }

  @Bean
  WebhookStore webhookStore(WebhookSealing sealing) {
    return new WebhookStore(sealing);
  }

  @Bean
  WebhookRules webhookRules(
      EventCatalogue catalogue, AllowedNetworks allowed, PlainHttp plainHttp) {
    return new WebhookRules(catalogue, allowed, plainHttp);
  }
}
