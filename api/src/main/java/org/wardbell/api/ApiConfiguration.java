package org.wardbell.api;

import org.springframework.boot.autoconfigure.AutoConfigurationExcludeFilter;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.wardbell.activities.appointment.imports.AppointmentImportConfiguration;
import org.wardbell.activities.authentication.AuthenticationConfiguration;
import org.wardbell.activities.calendar.CalendarConfiguration;
import org.wardbell.activities.calendar.consent.ConsentConfiguration;
import org.wardbell.activities.clinic.ClinicConfiguration;
import org.wardbell.activities.crypto.CryptoConfiguration;
import org.wardbell.activities.database.DatabaseConfiguration;
import org.wardbell.activities.delivery.DeliveryConfiguration;
import org.wardbell.activities.erasure.ErasureConfiguration;
import org.wardbell.activities.event.EventConfiguration;
import org.wardbell.activities.idempotency.IdempotencyConfiguration;
import org.wardbell.activities.interactive.InteractiveConfiguration;
import org.wardbell.activities.live.LiveConfiguration;
import org.wardbell.activities.logjob.LogJobConfiguration;
import org.wardbell.activities.person.PersonConfiguration;
import org.wardbell.activities.presence.PresenceConfiguration;
import org.wardbell.activities.preset.PresetConfiguration;
import org.wardbell.activities.retention.RetentionConfiguration;
import org.wardbell.activities.rotation.RotationConfiguration;
import org.wardbell.activities.search.SearchConfiguration;
import org.wardbell.activities.statistics.StatisticsConfiguration;
import org.wardbell.activities.webhook.WebhookConfiguration;

/** The configuration of the api. It looks for components in its own packages only. */
@Configuration(proxyBeanMethods = false)
@Import({
  DatabaseConfiguration.class,
  CryptoConfiguration.class,
  CalendarConfiguration.class,
  ConsentConfiguration.class,
  ClinicConfiguration.class,
  EventConfiguration.class,
  WebhookConfiguration.class,
  AuthenticationConfiguration.class,
  DeliveryConfiguration.class,
  IdempotencyConfiguration.class,
  InteractiveConfiguration.class,
  RetentionConfiguration.class,
  ErasureConfiguration.class,
  RotationConfiguration.class,
  PersonConfiguration.class,
  PresenceConfiguration.class,
  PresetConfiguration.class,
  LiveConfiguration.class,
  LogJobConfiguration.class,
  AppointmentImportConfiguration.class,
  SearchConfiguration.class,
  StatisticsConfiguration.class
})
@ComponentScan(
    basePackageClasses = ApiConfiguration.class,
    excludeFilters = {
      @ComponentScan.Filter(type = FilterType.CUSTOM, classes = TypeExcludeFilter.class),
      @ComponentScan.Filter(
          type = FilterType.CUSTOM,
          classes = AutoConfigurationExcludeFilter.class),
      @ComponentScan.Filter(
          type = FilterType.ASSIGNABLE_TYPE,
          classes = {ApiApplication.class, MigrateApplication.class})
    })
public class ApiConfiguration {}
