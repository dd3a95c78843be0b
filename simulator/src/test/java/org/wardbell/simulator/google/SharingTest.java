package org.wardbell.simulator.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.google.api.services.calendar.Calendar;
import com.google.api.services.calendar.model.CalendarListEntry;
import com.google.api.services.calendar.model.Event;
import com.google.api.services.calendar.model.EventAttendee;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wardbell.simulator.google.calendar.Role;

/** Calendars that are shared, and events that move between them; guide "Calendar sharing". */
class SharingTest extends GoogleWalk {

  private static final String COLLEAGUE = "colleague@example.org";

  private Calendar colleague;

  @BeforeEach
  void addColleague() throws IOException {
    google.addAccount(COLLEAGUE);
    google.addCalendar("practice", DOCTOR, ZoneId.of("Europe/Berlin"));
    colleague = GoogleClient.connect(google, google.grant(COLLEAGUE));
  }

  @Test
  void calendarList_hasSharedCalendars_withTheRoleOfEach() throws Exception {
    google.share("practice", COLLEAGUE, Role.READER);

    assertThat(colleague.calendarList().list().execute().getItems())
        .extracting(CalendarListEntry::getId, CalendarListEntry::getAccessRole)
        .containsExactlyInAnyOrder(tuple(COLLEAGUE, "owner"), tuple("practice", "reader"));
    assertThat(colleague.events().list("practice").execute().getAccessRole()).isEqualTo("reader");

    act("unshare", "{\"calendar\":\"practice\",\"email\":\"colleague@example.org\"}");
    assertThat(failure(() -> colleague.events().list("practice").execute()).getStatusCode())
        .isEqualTo(404);
  }

  @Test
  void reader_seesPrivateEventsAsTimesOnly_andMayNotWrite() throws Exception {
    google.share(DOCTOR, COLLEAGUE, Role.READER);
    client.events().insert(DOCTOR, visit()).execute();
    Event secret = client.events().insert(DOCTOR, visit().setVisibility("private")).execute();

    assertThat(colleague.events().list(DOCTOR).execute().getItems())
        .extracting(Event::getSummary)
        .containsExactly("Visit", null);
    assertThat(colleague.events().get(DOCTOR, secret.getId()).execute().getStart())
        .isEqualTo(secret.getStart());
    var refused = failure(() -> colleague.events().insert(DOCTOR, visit()).execute());
    assertThat(refused.getStatusCode()).isEqualTo(403);
    assertThat(GoogleClient.reason(refused)).isEqualTo("requiredAccessLevel");
    assertThat(
            failure(() -> colleague.events().delete(DOCTOR, secret.getId()).execute())
                .getStatusCode())
        .isEqualTo(403);
  }

  @Test
  void freeBusyReader_seesStartAndEndOnly() throws Exception {
    act(
        "share",
        "{\"calendar\":\"doctor@example.org\",\"email\":\"colleague@example.org\","
            + "\"role\":\"freeBusyReader\"}");
    client
        .events()
        .insert(
            DOCTOR,
            visit()
                .setDescription("why")
                .setAttendees(List.of(new EventAttendee().setEmail("patient@example.org"))))
        .execute();

    Event seen = colleague.events().list(DOCTOR).execute().getItems().getFirst();

    assertThat(seen.keySet())
        .containsExactlyInAnyOrder("kind", "etag", "id", "status", "updated", "start", "end");
  }

  /** Events resource, fields creator and organizer. */
  @Test
  void writer_mayWrite_andIsTheCreatorButNotTheOrganizer() throws Exception {
    google.share("practice", COLLEAGUE, Role.WRITER);

    Event made = colleague.events().insert("practice", visit()).execute();

    assertThat(made.getCreator().getEmail()).isEqualTo(COLLEAGUE);
    assertThat(made.getOrganizer().getEmail()).isEqualTo("practice");
    assertThat(client.events().list("practice").execute().getItems()).hasSize(1);
  }

  /** Reference of events.move: same id, another organizer; the old calendar has a tombstone. */
  @Test
  void movedEvent_isATombstoneHere_andHasTheSameIdsThere() throws Exception {
    Event made = client.events().insert(DOCTOR, visit()).execute();
    String here = client.events().list(DOCTOR).execute().getNextSyncToken();
    String there = client.events().list("practice").execute().getNextSyncToken();

    Event moved = client.events().move(DOCTOR, made.getId(), "practice").execute();

    assertThat(moved.getId()).isEqualTo(made.getId());
    assertThat(moved.getICalUID()).isEqualTo(made.getICalUID());
    assertThat(moved.getOrganizer().getEmail()).isEqualTo("practice");
    assertThat(client.events().list(DOCTOR).setSyncToken(here).execute().getItems())
        .extracting(Event::getStatus)
        .containsExactly("cancelled");
    assertThat(client.events().list("practice").setSyncToken(there).execute().getItems())
        .extracting(Event::getId)
        .containsExactly(made.getId());

    var refused =
        failure(
            () ->
                client
                    .events()
                    .patch(DOCTOR, made.getId(), new Event().setStatus("confirmed"))
                    .execute());
    assertThat(refused.getStatusCode()).as("it is another calendar's now").isEqualTo(403);
    assertThatThrownBy(() -> doctor.restore(made.getId())).hasMessage("Forbidden");

    google.doctor("practice").moveTo(made.getId(), DOCTOR);
    assertThat(client.events().get(DOCTOR, made.getId()).execute().getStatus())
        .isEqualTo("confirmed");
  }

  /** Reference of events.move: default events only; reported by users: not an instance alone. */
  @Test
  void move_ofAnInstanceOrACopy_is400() throws Exception {
    String series = doctor.create("Visit", NINE, NINE.plusSeconds(60));
    doctor.edit(series, "{\"recurrence\":[\"RRULE:FREQ=DAILY;COUNT=2\"]}");
    String instance = series + "_20261123T090000Z";
    Event invited =
        colleague
            .events()
            .insert(COLLEAGUE, visit().setAttendees(List.of(new EventAttendee().setEmail(DOCTOR))))
            .execute();

    for (String id : List.of(instance, invited.getId())) {
      var refused = failure(() -> client.events().move(DOCTOR, id, "practice").execute());
      assertThat(refused.getStatusCode()).isEqualTo(400);
      assertThat(GoogleClient.reason(refused)).startsWith("cannotChangeOrganizer");
    }
    client.events().move(DOCTOR, series, "practice").execute();
    assertThat(google.doctor("practice").instances(series)).hasSize(2);
  }
}
