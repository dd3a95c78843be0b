package org.wardbell.activities.calendar.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wardbell.activities.calendar.Clinic;
import org.wardbell.activities.calendar.google.GoogleFailure.Meaning;
import org.wardbell.activities.network.OutgoingRoute;
import org.wardbell.simulator.google.GoogleCalendarSimulator;
import org.wardbell.simulator.google.api.ApiMethod;
import org.wardbell.simulator.google.api.CallFault;
import org.wardbell.simulator.google.api.CallFault.Kind;

/** The meaning of Google's answers, as its own client library reports them. */
@Tag("servers")
class GoogleCalendarTest {
  private static final String CALENDAR = "ada@clinic.example";

  private GoogleCalendarSimulator google;
  private GoogleCalendar client;
  private CalendarAccess access;

  @BeforeEach
  void start() throws IOException {
    google = GoogleCalendarSimulator.start(0);
    google.addAccount(CALENDAR);
    client =
        new GoogleCalendar(
            GoogleSettings.of("client", "secret", google.rootUrl(), google.tokenUrl()),
            OutgoingRoute.DIRECT);
    access = new CalendarAccess(UUID.randomUUID(), CALENDAR, google.grant(CALENDAR));
  }

  @AfterEach
  void stop() {
    google.close();
  }

  private GoogleFailure failure() {
    return catchThrowableOfType(
        GoogleFailure.class, () -> client.window(access, Clinic.slot(1, 9), null));
  }

  @ParameterizedTest
  @CsvSource({
    "400, badRequest, INVALID",
    "403, rateLimitExceeded, SLOW_DOWN",
    "403, userRateLimitExceeded, SLOW_DOWN",
    "403, quotaExceeded, SLOW_DOWN",
    "403, forbidden, FORBIDDEN",
    "403, insufficientPermissions, FORBIDDEN",
    "404, notFound, GONE",
    "409, duplicate, EXISTS",
    "410, fullSyncRequired, TOKEN_EXPIRED",
    "410, updatedMinTooLongAgo, TOKEN_EXPIRED",
    "410, deleted, GONE",
    "412, conditionNotMet, CHANGED",
    "429, rateLimitExceeded, SLOW_DOWN",
    "500, backendError, UNAVAILABLE",
    "503, backendError, UNAVAILABLE"
  })
  void failure_ofAnyKind_saysWhatToDo(int status, String reason, Meaning meaning) {
    google.fault(CallFault.next(1, ApiMethod.EVENTS_LIST, new Kind.Failure(status, reason, null)));
    GoogleFailure failure = failure();
    assertThat(failure.meaning()).isEqualTo(meaning);
    assertThat(failure.code()).isEqualTo("google_" + status + "_" + reason);
  }

  @Test
  void htmlPage_isTrouble() {
    google.fault(CallFault.next(1, ApiMethod.EVENTS_LIST, new Kind.Html(502)));
    assertThat(failure().meaning()).isEqualTo(Meaning.UNAVAILABLE);
  }

  @Test
  void lostReply_isTrouble_andTheRequestIsNotRepeated() {
    google.fault(CallFault.next(1, ApiMethod.EVENTS_LIST, new Kind.LoseReply()));
    assertThat(failure().meaning()).isEqualTo(Meaning.UNAVAILABLE);
    assertThat(google.count(ApiMethod.EVENTS_LIST)).isEqualTo(1);
  }

  @Test
  void retryAfter_isKept() {
    google.fault(
        CallFault.next(1, ApiMethod.EVENTS_LIST, new Kind.Failure(429, "rateLimitExceeded", "37")));
    assertThat(failure().retryAfter()).isEqualTo(Duration.ofSeconds(37));
  }

  @Test
  void usedUpQuota_waitsLong() {
    google.fault(
        CallFault.next(1, ApiMethod.EVENTS_LIST, new Kind.Failure(403, "quotaExceeded", null)));
    assertThat(failure().retryAfter()).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void revokedAccess_needsTheDoctor_andCostsOneTokenRequest() {
    google.revokeAccess(CALENDAR);
    GoogleFailure failure = failure();
    assertThat(failure.meaning()).isEqualTo(Meaning.RECONNECT);
    assertThat(failure.code()).isEqualTo("google_invalid_grant");
    assertThat(google.count(ApiMethod.OAUTH_TOKEN)).isEqualTo(1);
  }

  @Test
  void lastingUnauthorized_costsTwoRequests() throws Exception {
    client.window(access, Clinic.slot(1, 9), null);
    google.clearLogs();
    google.fault(
        CallFault.next(5, ApiMethod.EVENTS_LIST, new Kind.Failure(401, "authError", null)));
    assertThat(failure().meaning()).isEqualTo(Meaning.RECONNECT);
    assertThat(google.count(ApiMethod.EVENTS_LIST)).isLessThanOrEqualTo(2);
  }

  @Test
  void unreachable_isTrouble() {
    google.close();
    assertThat(failure().meaning()).isEqualTo(Meaning.UNAVAILABLE);
    assertThat(failure().code()).isEqualTo("google_unreachable");
  }

  @Test
  void manyPages_withAnEmptyFirstOne_endWithTheToken() throws Exception {
    google.emptyFirstPages(true);
    google.doctor(CALENDAR).create("x", Clinic.slot(1, 9).start(), Clinic.slot(1, 9).end());
    RemotePage first = client.window(access, Clinic.slot(1, 9), null);
    assertThat(first.events()).isEmpty();
    assertThat(first.nextSyncToken()).isNull();
    RemotePage last = client.window(access, Clinic.slot(1, 9), first.nextPageToken());
    assertThat(last.events()).hasSize(1);
    assertThat(last.nextSyncToken()).isNotNull();
  }

  @Test
  void settings_overPlainHttp_needAStandIn() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GoogleSettings.of("c", "s", null, "http://127.0.0.1/token"))
        .withMessageContaining("WARDBELL_GOOGLE_TOKEN_URL");
    assertThat(GoogleSettings.of("c", "s", null, null).rootUrl().toString())
        .isEqualTo("https://www.googleapis.com/");
    assertThat(GoogleSettings.of("c", "s", "http://127.0.0.1:1", null).rootUrl().toString())
        .isEqualTo("http://127.0.0.1:1/");
  }

  @Test
  void textForms_hideSecrets() {
    assertThat(access.toString()).doesNotContain(access.refreshToken());
    assertThat(GoogleSettings.of("c", "hidden-secret", null, null).toString())
        .doesNotContain("hidden-secret");
  }
}
