package org.wardbell.activities.delivery;

import java.util.List;
import org.jooq.DSLContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.wardbell.activities.clinic.ClinicStore;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.delivery.query.AttemptListQuery;
import org.wardbell.activities.delivery.query.DeliveryCausesQuery;
import org.wardbell.activities.delivery.query.DeliveryListQuery;
import org.wardbell.activities.delivery.query.DeliveryQuery;
import org.wardbell.activities.delivery.query.EndedDeliveriesQuery;
import org.wardbell.activities.delivery.query.EventListQuery;
import org.wardbell.activities.delivery.query.NumberedLogQuery;
import org.wardbell.activities.delivery.query.WebhookDeliveriesQuery;
import org.wardbell.activities.delivery.replay.DeliveryRepeats;
import org.wardbell.activities.delivery.replay.ReplayStore;
import org.wardbell.activities.delivery.state.OpenDeliveries;
import org.wardbell.activities.event.EventQuery;
import org.wardbell.activities.network.AllowedNetworks;
import org.wardbell.activities.network.PlainHttp;
import org.wardbell.activities.preview.RequestPreview;
import org.wardbell.activities.preview.SentRequests;
import org.wardbell.activities.request.ProductVersion;
import org.wardbell.activities.request.RequestRenderer;
import org.wardbell.workflows.event.EventCatalogue;

/** Wires what moves deliveries by hand, for any process; nothing here sends. */
@Configuration(proxyBeanMethods = false)
public class DeliveryConfiguration {
  /**
   * Refuses settings that cannot be, before anything is started for them.
   *
   * @throws IllegalArgumentException with what is right
   */
  public static void check(Environment environment) {
    try {
      var _ = networks(environment);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(
          "WARDBELL_ALLOWED_NETWORKS (or --allow-network): " + wrong.getMessage(), wrong);
    }
  }

  private static AllowedNetworks networks(Environment environment) {
    String[] networks =
        environment.getProperty("wardbell.allowed-networks", String[].class, new String[0]);
    return AllowedNetworks.of(List.of(networks));
  }

  /** {@code wardbell.allowed-networks}: CIDRs that the operator opens, separated by commas. */
  @Bean
  AllowedNetworks allowedNetworks(Environment environment) {
    return networks(environment);
  }

  /** {@code wardbell.require-https}: whether nothing may be sent without TLS. */
  @Bean
  PlainHttp plainHttp(Environment environment) {
    return new PlainHttp(environment.getProperty("wardbell.require-https", Boolean.class, false));
  }

  /** Returns gauges over all processes, in every one: also when no worker is there to show them. */
  @Bean
  BacklogGauges backlogGauges(DSLContext dsl) {
    return new BacklogGauges(dsl);
  }

  @Bean
  OpenDeliveries openDeliveries() {
    return new OpenDeliveries();
  }

  @Bean
  DeliveryRepeats deliveryRepeats() {
    return new DeliveryRepeats();
  }

  @Bean
  ReplayStore replayStore() {
    return new ReplayStore();
  }

  @Bean
  RequestPreview requestPreview(
      EventCatalogue catalogue, ClinicStore clinics, Environment environment) {
    return new RequestPreview(catalogue, clinics, ProductVersion.of(environment));
  }

  @Bean
  NumberedLogQuery numberedLogQuery(DSLContext dsl) {
    return new NumberedLogQuery(dsl);
  }

  @Bean
  DeliveryListQuery deliveryListQuery(DSLContext dsl, EventQuery events) {
    return new DeliveryListQuery(dsl, events);
  }

  @Bean
  SentRequests sentRequests(
      DSLContext dsl,
      EventQuery events,
      ClinicStore clinics,
      EventCatalogue catalogue,
      Encryption encryption,
      Environment environment) {
    return new SentRequests(
        dsl,
        events,
        clinics,
        new RequestRenderer(catalogue, ProductVersion.of(environment)),
        encryption);
  }

  @Bean
  DeliveryCausesQuery deliveryCausesQuery(DSLContext dsl, DeliveryListQuery lists) {
    return new DeliveryCausesQuery(dsl, lists);
  }

  @Bean
  EndedDeliveriesQuery endedDeliveriesQuery(DSLContext dsl, DeliveryListQuery lists) {
    return new EndedDeliveriesQuery(dsl, lists);
  }

  @Bean
  WebhookDeliveriesQuery webhookDeliveriesQuery(DSLContext dsl) {
    return new WebhookDeliveriesQuery(dsl);
  }

  @Bean
  EventListQuery eventListQuery(DSLContext dsl, EventQuery events) {
    return new EventListQuery(dsl, events);
  }

  @Bean
  AttemptListQuery attemptListQuery(DSLContext dsl) {
    return new AttemptListQuery(dsl);
  }

  @Bean
  DeliveryQuery deliveryQuery(DSLContext dsl, DeliveryListQuery lists, Encryption encryption) {
    return new DeliveryQuery(dsl, lists, encryption);
  }
}
