package org.wardbell.simulator.google;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.services.calendar.Calendar;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.wardbell.simulator.google.api.CallLimits;
import org.wardbell.simulator.google.api.CallLimits.Limits;

/** Google's own limits; guides "Manage quotas" and "Handle API errors" (403, 429). */
class CallLimitsTest extends GoogleWalk {

  private static final String OTHER = "other@example.org";
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void limits_areOffAtFirst_andTheReportedOnesAreSixHundredAMinute() throws Exception {
    for (int call = 0; call < 20; call++) {
      list(client);
    }

    assertThat(CallLimits.REPORTED.perUser()).isEqualTo(600);
    assertThat(CallLimits.REPORTED.window()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void userAboveTheLimit_is403_andOthersAreNot() throws Exception {
    google.addAccount(OTHER);
    Calendar other = GoogleClient.connect(google, google.grant(OTHER));
    google.limits(new Limits(3, 0, 0, 403, HOUR));
    for (int call = 0; call < 3; call++) {
      list(client);
    }

    var refused = failure(() -> list(client));

    assertThat(refused.getStatusCode()).isEqualTo(403);
    assertThat(GoogleClient.reason(refused)).isEqualTo("userRateLimitExceeded");
    assertThat(refused.getDetails().getErrors().getFirst().getDomain()).isEqualTo("usageLimits");
    other.events().list(OTHER).execute();
    assertThat(google.calls().stream().filter(call -> call.status() == 403)).hasSize(1);
    google.behaveWell();
    list(client);
  }

  @Test
  void calendarAboveTheLimit_is403RateLimitExceeded_otherCalendarsAreNot() throws Exception {
    google.addCalendar("second", DOCTOR, ZoneId.of("UTC"));
    google.limits(new Limits(0, 2, 0, 403, HOUR));
    client.events().list("primary").execute();
    list(client);

    assertThat(GoogleClient.reason(failure(() -> list(client)))).isEqualTo("rateLimitExceeded");
    client.events().list("second").execute();
  }

  @Test
  void projectAboveTheLimit_is429_onOrder() throws Exception {
    act("limits", "{\"per_project\":1,\"status\":429,\"window_seconds\":3600}");
    list(client);

    GoogleJsonResponseException refused = failure(() -> list(client));

    assertThat(refused.getStatusCode()).isEqualTo(429);
    assertThat(GoogleClient.reason(refused)).isEqualTo("rateLimitExceeded");
  }

  @Test
  void window_thatIsOver_countsNoMore() throws Exception {
    google.limits(new Limits(1, 0, 0, 403, Duration.ofMillis(1)));
    list(client);
    Thread.sleep(5);

    list(client);
  }

  private static void list(Calendar client) throws IOException {
    client.events().list(DOCTOR).execute();
  }
}
