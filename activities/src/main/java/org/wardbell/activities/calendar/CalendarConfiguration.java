package org.wardbell.activities.calendar;

import java.net.URI;
import java.time.Duration;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.wardbell.activities.appointment.AppointmentConfiguration;
import org.wardbell.activities.appointment.DoctorStore;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.calendar.channel.PushStore;
import org.wardbell.activities.calendar.google.GoogleConfiguration;
import org.wardbell.activities.calendar.style.EventStyles;
import org.wardbell.activities.calendar.sync.CalendarSettings;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.temporal.TemporalConfiguration;
import org.wardbell.activities.temporal.WorkflowStarter;
import org.wardbell.activities.tracing.Tracing;
import org.wardbell.activities.tracing.TracingConfiguration;

/**
 * Spring beans that keep appointments and calendars, for any process; none of them asks Google.
 * {@code wardbell.public-url} is where Google's pushes reach us; without it calendars are polled.
 */
@Configuration(proxyBeanMethods = false)
@Import({AppointmentConfiguration.class, TemporalConfiguration.class, TracingConfiguration.class})
public class CalendarConfiguration {
  @Bean
  CalendarStore calendarStore(
      DSLContext dsl, DoctorStore doctors, Encryption encryption, AuditStore audit) {
    return new CalendarStore(dsl, doctors, encryption, audit);
  }

  @Bean
  CalendarRestarts calendarRestarts(DSLContext dsl, DoctorStore doctors, AuditStore audit) {
    return new CalendarRestarts(dsl, doctors, audit);
  }

  @Bean
  EventStyles eventStyles(DSLContext dsl, AuditStore audit) {
    return new EventStyles(dsl, audit);
  }

  @Bean
  PushStore pushStore(DSLContext dsl, Tracing tracing) {
    return new PushStore(dsl, tracing);
  }

  @Bean
  CalendarWakes calendarWakes(WorkflowStarter starter, DSLContext dsl) {
    return new CalendarWakes(starter, dsl);
  }

  @Bean
  CalendarSettings calendarSettings(Environment environment) {
    return new CalendarSettings(
        publicUrl(environment),
        seconds(environment, "wardbell.calendar.poll-seconds", CalendarSettings.POLL_WITH_PUSH),
        seconds(
            environment,
            "wardbell.calendar.poll-without-push-seconds",
            CalendarSettings.POLL_WITHOUT_PUSH),
        CalendarSettings.CHANNEL_LIFE);
  }

  /**
   * Refuses settings that cannot be, before anything is started for them.
   *
   * @throws IllegalArgumentException with what is right
   */
  public static void check(Environment environment) {
    GoogleConfiguration.check(environment);
    var _ = publicUrl(environment);
  }

  /** Reads the public URL. Google pushes to https only; a stand-in may push to http. */
  private static @Nullable URI publicUrl(Environment environment) {
    String url = environment.getProperty("wardbell.public-url");
    if (url == null || url.isBlank()) {
      return null;
    }
    if (!GoogleConfiguration.hasStandIn(environment) && !url.startsWith("https://")) {
      throw new IllegalArgumentException(
          "WARDBELL_PUBLIC_URL must begin with https://, because Google pushes to nothing else; leave it"
              + " out to poll calendars instead");
    }
    try {
      return URI.create(url.strip());
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(
          "WARDBELL_PUBLIC_URL must be an address such as https://wardbell.example", wrong);
    }
  }

  private static Duration seconds(Environment environment, String name, Duration otherwise) {
    return Duration.ofSeconds(environment.getProperty(name, Long.class, otherwise.toSeconds()));
  }
}
