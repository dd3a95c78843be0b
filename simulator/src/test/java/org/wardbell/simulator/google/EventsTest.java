package org.wardbell.simulator.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.HttpResponseException;
import com.google.api.services.calendar.Calendar;
import com.google.api.services.calendar.model.ConferenceData;
import com.google.api.services.calendar.model.CreateConferenceRequest;
import com.google.api.services.calendar.model.Event;
import com.google.api.services.calendar.model.EventAttendee;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wardbell.simulator.google.api.ApiCall;
import org.wardbell.simulator.google.api.ApiMethod;

class EventsTest {

  private static final String DOCTOR = "doctor@example.org";

  private GoogleCalendarSimulator google;
  private Calendar client;

  @BeforeEach
  void start() throws IOException {
    google = GoogleCalendarSimulator.start(0);
    google.addAccount(DOCTOR);
    client = GoogleClient.connect(google, google.grant(DOCTOR));
  }

  @AfterEach
  void stop() {
    google.close();
  }

  @Test
  void insert_withClientId_comesBackInTheCalendarsOffset() throws Exception {
    String id = GoogleClient.newId();
    Event written = client.events().insert(DOCTOR, visit().setId(id)).execute();

    assertThat(written.getId()).isEqualTo(id);
    assertThat(written.getEtag()).isNotEmpty();
    assertThat(written.getStatus()).isEqualTo("confirmed");
    assertThat(written.getICalUID()).isEqualTo(id + "@google.com");
    assertThat(written.getStart().getDateTime().toStringRfc3339())
        .isEqualTo("2026-11-23T10:00:00.000+01:00");
    assertThat(client.events().get("primary", id).execute().getEtag()).isEqualTo(written.getEtag());
  }

  @Test
  void insert_sameIdTwice_is409Duplicate() throws Exception {
    String id = GoogleClient.newId();
    client.events().insert(DOCTOR, visit().setId(id)).execute();

    var again = failure(() -> client.events().insert(DOCTOR, visit().setId(id)).execute());

    assertThat(again.getStatusCode()).isEqualTo(409);
    assertThat(GoogleClient.reason(again)).isEqualTo("duplicate");
  }

  @Test
  void insert_overACancelledId_is409_andUpdateRestoresIt() throws Exception {
    String id = GoogleClient.newId();
    client.events().insert(DOCTOR, visit().setId(id)).execute();
    client.events().delete(DOCTOR, id).execute();

    assertThat(
            failure(() -> client.events().insert(DOCTOR, visit().setId(id)).execute())
                .getStatusCode())
        .isEqualTo(409);
    assertThat(client.events().get(DOCTOR, id).execute().getStatus()).isEqualTo("cancelled");
    assertThat(client.events().update(DOCTOR, id, visit()).execute().getStatus())
        .isEqualTo("confirmed");
  }

  @Test
  void insert_badInput_is400() {
    assertThat(status(() -> client.events().insert(DOCTOR, visit().setId("XYZ-1")).execute()))
        .isEqualTo(400);
    assertThat(status(() -> client.events().insert(DOCTOR, visit().setEnd(null)).execute()))
        .isEqualTo(400);
    Event backwards = visit().setEnd(GoogleClient.time("2026-11-23T08:00:00Z"));
    var failure = failure(() -> client.events().insert(DOCTOR, backwards).execute());
    assertThat(GoogleClient.reason(failure)).isEqualTo("timeRangeEmpty");
  }

  @Test
  void patch_ownFieldsOnly_keepsTheRest() throws Exception {
    Event first =
        visit()
            .setDescription("doctor's note")
            .setExtendedProperties(
                new Event.ExtendedProperties().setPrivate(Map.of("wardbell", "1", "other", "2")));
    Event written = client.events().insert(DOCTOR, first).execute();

    Event patch =
        new Event()
            .setStart(GoogleClient.time("2026-11-23T11:00:00Z"))
            .setEnd(GoogleClient.time("2026-11-23T11:30:00Z"))
            .setExtendedProperties(
                new Event.ExtendedProperties().setPrivate(Map.of("wardbell", "9")));
    Event after = client.events().patch(DOCTOR, written.getId(), patch).execute();

    assertThat(after.getDescription()).isEqualTo("doctor's note");
    assertThat(after.getExtendedProperties().getPrivate())
        .containsEntry("wardbell", "9")
        .containsEntry("other", "2");
    assertThat(after.getStart().getDateTime().getValue())
        .isEqualTo(Instant.parse("2026-11-23T11:00:00Z").toEpochMilli());
    assertThat(after.getEtag()).isNotEqualTo(written.getEtag());
    assertThat(after.getSequence()).isEqualTo(1);
  }

  @Test
  void patch_staleEtag_is412AndChangesNothing() throws Exception {
    Event written = client.events().insert(DOCTOR, visit()).execute();
    google.doctor(DOCTOR).edit(written.getId(), "{\"summary\":\"renamed\"}");

    var request = client.events().patch(DOCTOR, written.getId(), new Event().setSummary("mine"));
    request.getRequestHeaders().setIfMatch(written.getEtag());

    assertThat(status(request::execute)).isEqualTo(412);
    assertThat(client.events().get(DOCTOR, written.getId()).execute().getSummary())
        .isEqualTo("renamed");
    Event now = client.events().get(DOCTOR, written.getId()).execute();
    request.getRequestHeaders().setIfMatch(now.getEtag());
    assertThat(request.execute().getSummary()).isEqualTo("mine");
  }

  @Test
  void delete_twice_is410Deleted() throws Exception {
    Event written = client.events().insert(DOCTOR, visit()).execute();
    client.events().delete(DOCTOR, written.getId()).execute();

    var again = failure(() -> client.events().delete(DOCTOR, written.getId()).execute());

    assertThat(again.getStatusCode()).isEqualTo(410);
    assertThat(GoogleClient.reason(again)).isEqualTo("deleted");
    assertThat(status(() -> client.events().delete(DOCTOR, "unknown00").execute())).isEqualTo(404);
  }

  @Test
  void insert_withConferenceVersion_makesAMeetLink_whichAPatchWithoutItLoses() throws Exception {
    Event meeting = visit().setConferenceData(meet("request-1"));
    Event written = client.events().insert(DOCTOR, meeting).setConferenceDataVersion(1).execute();
    assertThat(written.getHangoutLink()).startsWith("https://meet.google.com/");

    Event patch = new Event().setSummary("moved");
    Event kept =
        client.events().patch(DOCTOR, written.getId(), patch).setConferenceDataVersion(1).execute();
    assertThat(kept.getHangoutLink()).isEqualTo(written.getHangoutLink());

    Event lost = client.events().patch(DOCTOR, written.getId(), patch).execute();
    assertThat(lost.getHangoutLink()).isNull();
    Event without = client.events().insert(DOCTOR, meeting).execute();
    assertThat(without.getConferenceData()).isNull();
  }

  @Test
  void insert_withALateMeetLink_isPendingFirst() throws Exception {
    google.meetLinksAfter(Duration.ofMillis(200));
    Event meeting = visit().setConferenceData(meet("request-1"));

    Event written = client.events().insert(DOCTOR, meeting).setConferenceDataVersion(1).execute();

    assertThat(written.getHangoutLink()).isNull();
    assertThat(written.getConferenceData().getCreateRequest().getStatus().getStatusCode())
        .isEqualTo("pending");
    Instant patience = Instant.now().plusSeconds(5);
    Event seen = written;
    while (seen.getHangoutLink() == null && Instant.now().isBefore(patience)) {
      Thread.sleep(20);
      seen = client.events().get(DOCTOR, written.getId()).execute();
    }
    assertThat(seen.getHangoutLink()).startsWith("https://meet.google.com/");
    assertThat(seen.getEtag()).isNotEqualTo(written.getEtag());
  }

  @Test
  void doctor_answersForAGuest_changesOnlyThatGuest() throws Exception {
    Event invited =
        visit()
            .setAttendees(
                List.of(
                    new EventAttendee().setEmail("patient@example.org"),
                    new EventAttendee().setEmail(DOCTOR)));
    Event written = client.events().insert(DOCTOR, invited).execute();
    assertThat(written.getAttendees().get(1).getSelf()).isTrue();

    google.doctor(DOCTOR).answer(written.getId(), "patient@example.org", "declined");

    assertThat(client.events().get(DOCTOR, written.getId()).execute().getAttendees())
        .extracting(EventAttendee::getResponseStatus)
        .containsExactly("declined", "needsAction");
  }

  @Test
  void calendars_ofTheAccount_areListed_othersAre404() throws Exception {
    google.addAccount("other@example.org");

    assertThat(client.calendars().get("primary").execute().getTimeZone())
        .isEqualTo("Europe/Berlin");
    assertThat(client.calendarList().get(DOCTOR).execute().getAccessRole()).isEqualTo("owner");
    assertThat(client.calendarList().list().execute().getItems()).hasSize(1);
    assertThat(status(() -> client.events().list("other@example.org").execute())).isEqualTo(404);
  }

  @Test
  void calls_areCountedByMethod() throws Exception {
    Event written = client.events().insert(DOCTOR, visit()).execute();
    client.events().list(DOCTOR).execute();
    assertThat(google.writes()).isEqualTo(1);
    assertThat(google.count(ApiMethod.EVENTS_LIST)).isEqualTo(1);

    google.clearLogs();
    client.events().get(DOCTOR, written.getId()).execute();

    assertThat(google.writes()).isZero();
    assertThat(google.calls()).extracting(ApiCall::method).containsExactly(ApiMethod.EVENTS_GET);
  }

  private static Event visit() {
    return GoogleClient.event("Visit", "2026-11-23T09:00:00Z", "2026-11-23T09:30:00Z");
  }

  private static ConferenceData meet(String requestId) {
    return new ConferenceData()
        .setCreateRequest(new CreateConferenceRequest().setRequestId(requestId));
  }

  private static GoogleJsonResponseException failure(ThrowingCallable call) {
    return catchThrowableOfType(GoogleJsonResponseException.class, call);
  }

  private static int status(ThrowingCallable call) {
    return catchThrowableOfType(HttpResponseException.class, call).getStatusCode();
  }
}
