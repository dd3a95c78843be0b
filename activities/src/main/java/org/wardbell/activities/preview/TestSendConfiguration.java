package org.wardbell.activities.preview;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wardbell.activities.clinic.ClinicStore;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.http.AuthorizedSender;
import org.wardbell.activities.interactive.InteractiveTask;
import org.wardbell.activities.request.RequestRenderer;
import org.wardbell.activities.webhook.WebhookStore;

/** Wires the sending of tests; for workers only. */
@Configuration(proxyBeanMethods = false)
public class TestSendConfiguration {
  /** Done by the first worker that takes it up. */
  @Bean
  InteractiveTask testSend(
      Database database,
      WebhookStore webhooks,
      ClinicStore clinics,
      RequestRenderer renderer,
      AuthorizedSender sender) {
    return new TestSend(database.sending(), webhooks, new SampleEvents(clinics), renderer, sender);
  }
}
