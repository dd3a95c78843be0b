package org.wardbell.activities.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.temporal.activity.Activity;
import org.jooq.DSLContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.wardbell.activities.authentication.CodeExchangeTask;
import org.wardbell.activities.authentication.OAuthTokens;
import org.wardbell.activities.clinic.ClinicStore;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.delivery.replay.ReplayActivitiesImpl;
import org.wardbell.activities.delivery.replay.ReplaySteps;
import org.wardbell.activities.delivery.state.OpenDeliveries;
import org.wardbell.activities.event.EventReader;
import org.wardbell.activities.event.EventStore;
import org.wardbell.activities.event.WorkflowStarts;
import org.wardbell.activities.http.AuthorizedSender;
import org.wardbell.activities.http.SenderTokenTransport;
import org.wardbell.activities.http.WebhookSender;
import org.wardbell.activities.interactive.InteractiveTask;
import org.wardbell.activities.network.AllowedNetworks;
import org.wardbell.activities.network.OutgoingRoute;
import org.wardbell.activities.preview.SampleEvents;
import org.wardbell.activities.preview.TestSend;
import org.wardbell.activities.request.RequestRenderer;
import org.wardbell.activities.webhook.WebhookReader;
import org.wardbell.activities.webhook.WebhookStore;
import org.wardbell.activities.webhook.state.ProbeTimes;
import org.wardbell.workflows.delivery.ReplayActivities;
import org.wardbell.workflows.event.EventCatalogue;

/** Wires what sends; for workers only, because it opens connections to the outside. */
@Configuration(proxyBeanMethods = false)
public class DeliveryEngineConfiguration {
  @Bean
  WebhookSender webhookSender(AllowedNetworks allowed, OutgoingRoute route) {
    return new WebhookSender(allowed, route);
  }

  @Bean
  RequestRenderer requestRenderer(EventCatalogue catalogue, Environment environment) {
    return new RequestRenderer(catalogue, environment.getProperty("wardbell.version", "dev"));
  }

  /** Done by whichever worker takes it up. */
  @Bean
  InteractiveTask webhookTest(
      DSLContext dsl,
      Encryption encryption,
      WebhookStore webhooks,
      ClinicStore clinics,
      RequestRenderer renderer,
      WebhookSender sender) {
    return new TestSend(
        dsl,
        webhooks,
        new SampleEvents(clinics),
        renderer,
        AuthorizedSender.of(dsl, encryption, sender));
  }

  @Bean
  ReplayActivities replayActivities(
      DSLContext dsl, EventReader events, WebhookReader webhooks, WorkflowStarts starts) {
    return new ReplayActivitiesImpl(
        new ReplaySteps(dsl, events, webhooks),
        starts,
        () -> Activity.getExecutionContext().heartbeat(null));
  }

  @Bean
  InteractiveTask codeExchangeTask(
      DSLContext dsl, Encryption encryption, WebhookStore webhooks, WebhookSender sender) {
    return new CodeExchangeTask(
        dsl, webhooks, new OAuthTokens(dsl, encryption, new SenderTokenTransport(sender)));
  }

  @Bean
  DeliveryEngine deliveryEngine(
      DSLContext dsl,
      Encryption encryption,
      EventReader events,
      EventStore eventStore,
      WebhookReader webhooks,
      WorkflowStarts starts,
      OpenDeliveries openDeliveries,
      RequestRenderer renderer,
      WebhookSender sender,
      ObjectProvider<MeterRegistry> registry) {
    return new DeliveryEngine(
        new DeliveryEngine.Parts(
            dsl,
            encryption,
            events,
            eventStore,
            webhooks,
            starts,
            openDeliveries,
            renderer,
            sender,
            registry.getIfAvailable(CompositeMeterRegistry::new),
            ProbeTimes.STANDARD));
  }
}
