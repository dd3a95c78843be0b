package org.wardbell.standalone.server;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.wardbell.activities.calendar.CalendarConfiguration;
import org.wardbell.activities.clinic.FirstStart;
import org.wardbell.activities.clinic.UnusableAdministratorKey;
import org.wardbell.activities.crypto.CryptoConfiguration;
import org.wardbell.activities.database.DatabaseConfiguration;
import org.wardbell.activities.database.RefusedStart;
import org.wardbell.activities.delivery.DeliveryConfiguration;
import org.wardbell.activities.network.NetworkConfiguration;
import org.wardbell.activities.temporal.TemporalConfiguration;
import org.wardbell.activities.tracing.TracingConfiguration;
import org.wardbell.api.access.TrustedProxies;

/**
 * The check of an operator's settings before anything is started for them: who mistyped one hears
 * of it at once, and not when MySQL and Temporal run. Settings come from where Spring finds them:
 * the environment and {@code application.yaml}.
 */
final class SettingsCheck {
  private static final String WARDBELL = "wardbell.";

  /** Settings that are more than text, and that only their own type checks. */
  static final Map<String, Class<?>> TYPES =
      Map.ofEntries(
          Map.entry("calendar.alert-after-seconds", Long.class),
          Map.entry("calendar.poll-seconds", Long.class),
          Map.entry("calendar.poll-without-push-seconds", Long.class),
          Map.entry("connections.body", Duration.class),
          Map.entry("connections.headers", Duration.class),
          Map.entry("connections.per-address", Integer.class),
          Map.entry("database.connections", Integer.class),
          Map.entry("database.migrate", Boolean.class),
          Map.entry("expressions.early", Boolean.class),
          Map.entry("google.project-requests-per-minute", Integer.class),
          Map.entry("google.user-requests-per-minute", Integer.class),
          Map.entry("key-requests-per-second", Integer.class),
          Map.entry("metrics-open", Boolean.class),
          Map.entry("relay.grace", Long.class),
          Map.entry("relay.undispatched", Long.class),
          Map.entry("require-https", Boolean.class),
          Map.entry("sending.megabytes", Long.class),
          Map.entry("sessions.idle", Duration.class),
          Map.entry("sessions.longest", Duration.class),
          Map.entry("sessions.requests-per-second", Integer.class),
          Map.entry("slots.calendars", Integer.class),
          Map.entry("slots.deliveries", Integer.class),
          Map.entry("slots.drains", Integer.class),
          Map.entry("temporal.search-attributes", Boolean.class),
          Map.entry("temporal.tls", Boolean.class));

  /** The formats that {@code wardbell.log-formats} has; with none, only the file is written. */
  private static final Set<String> LOG_FORMATS = Set.of("text", "json", "none");

  /** Settings with a form of their own, each checked by those who use it. */
  private static final List<Consumer<Environment>> FORMS =
      List.of(
          TracingConfiguration::check,
          NetworkConfiguration::check,
          DeliveryConfiguration::check,
          DatabaseConfiguration::check,
          TemporalConfiguration::check,
          CalendarConfiguration::check,
          CryptoConfiguration::check,
          SettingsCheck::administratorKey,
          SettingsCheck::trustedProxies,
          SettingsCheck::logFormat);

  private SettingsCheck() {}

  /**
   * Checks what an installation would start with.
   *
   * @throws CannotStart with the first setting that cannot be, and what is right
   */
  static void of(InstallationOptions options) {
    StandardEnvironment environment = new StandardEnvironment();
    Map<String, Object> properties = Map.copyOf(ServerProperties.known(options));
    environment.getPropertySources().addFirst(new MapPropertySource("options", properties));
    environment
        .getPropertySources()
        .addLast(
            new MapPropertySource(
                "names", Map.of("spring.config.name", ServerConfiguration.CONFIGURATION_NAMES)));
    try {
      ConfigDataEnvironmentPostProcessor.applyTo(environment);
    } catch (RuntimeException unreadable) {
      throw new CannotStart(
          "application.yaml, or another file of settings, cannot be read: "
              + String.valueOf(unreadable.getMessage()).strip().lines().findFirst().orElse(""),
          unreadable);
    }
    of(environment);
  }

  static void of(ConfigurableEnvironment environment) {
    ConfigurationPropertySources.attach(environment);
    Binder binder = Binder.get(environment);
    TYPES.forEach((name, type) -> typed(binder, name, type));
    for (Consumer<Environment> form : FORMS) {
      try {
        form.accept(environment);
      } catch (IllegalArgumentException | RefusedStart | UnusableAdministratorKey wrong) {
        throw new CannotStart(sentence(String.valueOf(wrong.getMessage())), wrong);
      }
    }
  }

  private static String sentence(String message) {
    return message.endsWith(".") ? message : message + ".";
  }

  private static void typed(Binder binder, String name, Class<?> type) {
    try {
      var _ = binder.bind(WARDBELL + name, Bindable.of(type));
    } catch (BindException wrong) {
      throw new CannotStart("%s must be %s.".formatted(variable(name), expected(type)), wrong);
    }
  }

  private static String variable(String name) {
    return (WARDBELL + name).toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
  }

  private static String expected(Class<?> type) {
    return switch (type.getSimpleName()) {
      case "Boolean" -> "true or false";
      case "Duration" -> "a time such as 30s or 10m";
      default -> "a whole number";
    };
  }

  private static void administratorKey(Environment environment) {
    FirstStart.checkKey(environment.getProperty("wardbell.admin-key"));
  }

  private static void trustedProxies(Environment environment) {
    TrustedProxies.check(
        List.of(
            environment.getProperty("wardbell.trusted-proxies", String[].class, new String[0])));
  }

  private static void logFormat(Environment environment) {
    if (!LOG_FORMATS.contains(environment.getProperty("wardbell.log-format", "none"))) {
      throw new IllegalArgumentException("WARDBELL_LOG_FORMAT must be text or json");
    }
  }
}
