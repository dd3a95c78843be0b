package org.wardbell.activities.calendar.google;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.wardbell.activities.network.OutgoingRoute;

/** Spring beans of the client of Google Calendar. {@link GoogleSettings} says which Google. */
@Configuration(proxyBeanMethods = false)
public class GoogleConfiguration {
  /** Returns whether a stand-in takes Google's place. */
  public static boolean hasStandIn(Environment environment) {
    return environment.getProperty(GoogleSettings.ROOT_URL) != null;
  }

  /** Returns whether the operator gave us a service account. */
  public static boolean hasServiceAccount(Environment environment) {
    return !environment.getProperty(GoogleSettings.SERVICE_ACCOUNT_FILE, "").isBlank();
  }

  /**
   * Refuses settings that cannot be, before anything is started for them.
   *
   * @throws IllegalArgumentException with what is right
   */
  public static void check(Environment environment) {
    var _ = GoogleSettings.of(environment);
    var _ = ConsentPage.of(environment);
  }

  @Bean
  GoogleSettings googleSettings(Environment environment) {
    return GoogleSettings.of(environment);
  }

  /**
   * Returns the client. {@code wardbell.google.user-requests-per-minute} and {@code
   * wardbell.google.project-requests-per-minute} are the requests of one process.
   */
  @Bean
  GoogleCalendar googleCalendar(
      GoogleSettings settings, OutgoingRoute route, Environment environment) {
    return new GoogleCalendar(
        settings,
        route,
        new RequestBudget(
            environment.getProperty(
                "wardbell.google.user-requests-per-minute", Integer.class, RequestBudget.PER_USER),
            environment.getProperty(
                "wardbell.google.project-requests-per-minute",
                Integer.class,
                RequestBudget.PER_PROJECT),
            System::nanoTime));
  }

  @Bean
  GoogleConsents googleConsents(GoogleSettings settings, OutgoingRoute route) {
    return new GoogleConsents(settings, GoogleTransport.along(route));
  }
}
