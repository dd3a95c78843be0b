package org.wardbell.simulator.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.HttpResponseException;
import com.google.api.services.calendar.Calendar;
import com.google.api.services.calendar.model.Event;
import com.google.api.services.calendar.model.Events;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wardbell.simulator.google.api.ApiMethod;
import org.wardbell.simulator.google.api.CallFault;
import org.wardbell.simulator.google.api.CallFault.Kind;

class CallFaultTest {

  private static final String DOCTOR = "doctor@example.org";

  private GoogleCalendarSimulator google;
  private Calendar client;

  @BeforeEach
  void start() throws IOException {
    google = GoogleCalendarSimulator.start(0);
    google.addAccount(DOCTOR);
    client = GoogleClient.connect(google, google.grant(DOCTOR));
    client.events().list(DOCTOR).execute();
  }

  @AfterEach
  void stop() {
    google.close();
  }

  @Test
  void failure_forTwoCalls_meetsTwoCallsOfThatMethodOnly() throws Exception {
    google.fault(
        CallFault.next(2, ApiMethod.EVENTS_LIST, new Kind.Failure(503, "backendError", "7")));

    client.calendars().get(DOCTOR).execute();
    for (int call = 0; call < 2; call++) {
      var failure = listFailure();
      assertThat(failure.getStatusCode()).isEqualTo(503);
      assertThat(failure.getHeaders().getRetryAfter()).isEqualTo("7");
      assertThat(GoogleClient.reason((GoogleJsonResponseException) failure))
          .isEqualTo("backendError");
    }
    client.events().list(DOCTOR).execute();
  }

  @Test
  void failure_403WithAReason_isInTheUsageDomain() {
    google.fault(CallFault.next(1, new Kind.Failure(403, "userRateLimitExceeded", null)));

    var failure = (GoogleJsonResponseException) listFailure();

    assertThat(failure.getStatusCode()).isEqualTo(403);
    assertThat(failure.getDetails().getErrors().getFirst().getDomain()).isEqualTo("usageLimits");
    assertThat(failure.getDetails().getErrors().getFirst().getReason())
        .isEqualTo("userRateLimitExceeded");
  }

  @Test
  void html_answer_hasNoDetails() {
    google.fault(CallFault.next(1, new Kind.Html(502)));

    var failure = (GoogleJsonResponseException) listFailure();

    assertThat(failure.getStatusCode()).isEqualTo(502);
    assertThat(failure.getDetails()).isNull();
  }

  @Test
  void goneAtPageTwo_firstPageStillComes() throws Exception {
    for (int number = 0; number < 3; number++) {
      google.doctor(DOCTOR).create("event", Instant.EPOCH, Instant.EPOCH.plusSeconds(60));
    }
    google.fault(CallFault.goneAtPage(2));

    Events first = client.events().list(DOCTOR).setMaxResults(2).execute();
    var failure =
        catchThrowableOfType(
            GoogleJsonResponseException.class,
            () ->
                client
                    .events()
                    .list(DOCTOR)
                    .setMaxResults(2)
                    .setPageToken(first.getNextPageToken())
                    .execute());

    assertThat(failure.getStatusCode()).isEqualTo(410);
    assertThat(GoogleClient.reason(failure)).isEqualTo("fullSyncRequired");
  }

  @Test
  void loseReply_workIsDone_butTheClientDoesNotLearnIt() throws Exception {
    google.fault(CallFault.next(1, ApiMethod.EVENTS_INSERT, new Kind.LoseReply()));
    String id = GoogleClient.newId();

    assertThatThrownBy(() -> insert(id)).isInstanceOf(IOException.class);

    assertThat(google.calls().getLast().status()).isZero();
    assertThat(google.calls().getLast().eventId()).isEqualTo(id);
    var again = catchThrowableOfType(GoogleJsonResponseException.class, () -> insert(id));
    assertThat(again.getStatusCode()).isEqualTo(409);
    assertThat(google.doctor(DOCTOR).events()).hasSize(1);
  }

  @Test
  void loseRequest_nothingIsDone() throws Exception {
    google.fault(CallFault.next(1, ApiMethod.EVENTS_INSERT, new Kind.LoseRequest()));
    String id = GoogleClient.newId();

    assertThatThrownBy(() -> insert(id)).isInstanceOf(IOException.class);

    assertThat(google.doctor(DOCTOR).events()).isEmpty();
    assertThat(insert(id).getId()).isEqualTo(id);
  }

  @Test
  void late_answer_comesAfterTheDelay() throws Exception {
    google.fault(CallFault.next(1, new Kind.Late(Duration.ofMillis(150))));
    long begin = System.nanoTime();

    client.events().list(DOCTOR).execute();

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(140));
  }

  @Test
  void behaveWell_endsWaitingFaults() throws Exception {
    google.fault(CallFault.next(100, new Kind.Html(500)));
    google.behaveWell();

    client.events().list(DOCTOR).execute();
  }

  private Event insert(String id) throws IOException {
    Event event = GoogleClient.event("x", "2026-11-23T09:00:00Z", "2026-11-23T10:00:00Z");
    return client.events().insert(DOCTOR, event.setId(id)).execute();
  }

  private HttpResponseException listFailure() {
    return catchThrowableOfType(
        HttpResponseException.class, () -> client.events().list(DOCTOR).execute());
  }
}
