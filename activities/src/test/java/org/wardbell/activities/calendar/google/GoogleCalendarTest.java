package org.wardbell.activities.calendar.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
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
    "403, accessNotConfigured, OPERATOR",
    "403, domainPolicy, OPERATOR",
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
  void c45_failure_ofAnyKind_saysWhatToDo(int status, String reason, Meaning meaning) {
    google.fault(CallFault.next(1, ApiMethod.EVENTS_LIST, new Kind.Failure(status, reason, null)));
    GoogleFailure failure = failure();
    assertThat(failure.meaning()).isEqualTo(meaning);
    assertThat(failure.code()).isEqualTo("google_" + status + "_" + reason);
  }

  @Test
  void c47_expiredAccessToken_neededByManyAtOnce_isRefreshedOnce() throws Exception {
    client.window(access, Clinic.slot(1, 9), null);
    google.expireAccessTokens();
    google.clearLogs();

    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      Callable<RemotePage> asked = () -> client.window(access, Clinic.slot(1, 9), null);
      for (Future<RemotePage> each : threads.invokeAll(Collections.nCopies(8, asked))) {
        assertThat(each.get().events()).isEmpty();
      }
    }

    assertThat(google.count(ApiMethod.OAUTH_TOKEN)).isEqualTo(1);
  }

  @Test
  void c46_htmlPage_isTrouble() {
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
  void c45_retryAfter_isKept() {
    google.fault(
        CallFault.next(1, ApiMethod.EVENTS_LIST, new Kind.Failure(429, "rateLimitExceeded", "37")));
    assertThat(failure().retryAfter()).isEqualTo(Duration.ofSeconds(37));
  }

  @Test
  void c45_usedUpQuota_waitsLong() {
    google.fault(
        CallFault.next(1, ApiMethod.EVENTS_LIST, new Kind.Failure(403, "quotaExceeded", null)));
    assertThat(failure().retryAfter()).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void c47_revokedAccess_needsTheDoctor_andCostsOneTokenRequest() {
    google.revokeAccess(CALENDAR);
    GoogleFailure failure = failure();
    assertThat(failure.meaning()).isEqualTo(Meaning.RECONNECT);
    assertThat(failure.code()).isEqualTo("google_invalid_grant");
    assertThat(google.count(ApiMethod.OAUTH_TOKEN)).isEqualTo(1);
  }

  @Test
  void c47_accessRevokedMeanwhile_isNoErrorInTheLogOfGooglesLibrary() throws Exception {
    client.window(access, Clinic.slot(1, 9), null);
    List<String> errors = new CopyOnWriteArrayList<>();
    Handler listener =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            errors.add(line.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger library = Logger.getLogger("com.google");
    library.addHandler(listener);
    try {
      google.revokeAccess(CALENDAR);
      assertThat(failure().meaning()).isEqualTo(Meaning.RECONNECT);
      assertThat(errors).isEmpty();
    } finally {
      library.removeHandler(listener);
    }
  }

  @Test
  void c47_lastingUnauthorized_costsTwoRequests() throws Exception {
    client.window(access, Clinic.slot(1, 9), null);
    google.clearLogs();
    google.fault(
        CallFault.next(5, ApiMethod.EVENTS_LIST, new Kind.Failure(401, "authError", null)));
    assertThat(failure().meaning()).isEqualTo(Meaning.RECONNECT);
    assertThat(google.count(ApiMethod.EVENTS_LIST)).isLessThanOrEqualTo(2);
  }

  @Test
  void c46_unreachable_isTrouble() {
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
  void c50_textForms_hideSecrets() {
    CalendarPermission.Consent consent = new CalendarPermission.Consent("hidden-token");
    assertThat(new CalendarAccess(UUID.randomUUID(), CALENDAR, consent).toString())
        .doesNotContain("hidden-token", CALENDAR);
    assertThat(consent.toString()).doesNotContain("hidden-token");
    assertThat(GoogleSettings.of("c", "hidden-secret", null, null).toString())
        .doesNotContain("hidden-secret");
  }
}
