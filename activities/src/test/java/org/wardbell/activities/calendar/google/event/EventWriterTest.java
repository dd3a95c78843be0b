package org.wardbell.activities.calendar.google.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.calendar.model.Event;
import com.google.api.services.calendar.model.EventAttendee;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.calendar.google.AppointmentContent;
import org.wardbell.activities.calendar.google.CalendarPolicy;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.appointment.AppointmentStatus;
import org.wardbell.workflows.appointment.ContentChange;
import org.wardbell.workflows.appointment.Patient;
import org.wardbell.workflows.appointment.TextField;
import org.wardbell.workflows.appointment.TimeSlot;

class EventWriterTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final CalendarPolicy INVITING =
      new CalendarPolicy(CalendarPolicy.Deletion.CANCEL, CalendarPolicy.Guests.PATIENT, true);

  private static Appointment appointment(String start) {
    Instant begins = Instant.parse(start);
    return new Appointment(
        UUID.randomUUID(),
        UUID.randomUUID(),
        UUID.randomUUID(),
        null,
        AppointmentStatus.BOOKED,
        1,
        new TimeSlot(begins, begins.plusSeconds(1_800)),
        BERLIN,
        new Patient("p-1", "Rosa Silbermann", "rosa@patients.example", "+49 30 1"),
        List.of("HIV test"),
        "private",
        null,
        null,
        null,
        begins,
        begins);
  }

  private static String json(Event event) throws IOException {
    return GsonFactory.getDefaultInstance().toString(event);
  }

  private static Event insert(Appointment appointment, CalendarPolicy policy) {
    return EventWriter.insert(
        "e1", appointment, AppointmentContent.of(appointment, policy), policy.meet());
  }

  private static Event move(Appointment appointment) {
    return EventWriter.patch(
        new EventPatch(appointment.slot(), BERLIN, ContentChange.NONE, GuestList.EMPTY, false));
  }

  @Test
  void insert_byDefault_namesNoPatientAndInvitesNobody() throws IOException {
    String json = json(insert(appointment("2026-03-02T08:00:00Z"), CalendarPolicy.STANDARD));
    assertThat(json)
        .contains("\"summary\":\"Appointment\"")
        .doesNotContain("Silbermann")
        .doesNotContain("rosa")
        .doesNotContain("HIV")
        .doesNotContain("private\":\"")
        .doesNotContain("conferenceData");
  }

  @Test
  void insert_inviting_hasTheGuestAndARepeatableLinkRequest() throws IOException {
    Appointment appointment = appointment("2026-03-02T08:00:00Z");
    Event event = insert(appointment, INVITING);
    assertThat(event.getAttendees().getFirst().getEmail()).isEqualTo("rosa@patients.example");
    assertThat(event.getConferenceData().getCreateRequest().getRequestId())
        .isEqualTo(
            insert(appointment, INVITING).getConferenceData().getCreateRequest().getRequestId());
  }

  @Test
  void patch_holdsTheTimeAndNothingElse() {
    assertThat(move(appointment("2026-03-02T08:00:00Z")).keySet())
        .containsExactlyInAnyOrder("start", "end");
  }

  @Test
  void c36_patchClearsTheDatesOfAnEventThatLastsDays_andAnInsertNamesNone() throws IOException {
    Appointment appointment = appointment("2026-03-02T08:00:00Z");
    assertThat(json(move(appointment)).split("\"date\":null", -1)).hasSize(3);
    assertThat(json(insert(appointment, CalendarPolicy.STANDARD))).doesNotContain("\"date\"");
  }

  @Test
  void c36_timeOnBothSidesOfAClockChange_keepsTheInstant() throws IOException {
    assertThat(json(move(appointment("2026-03-29T00:30:00Z"))))
        .contains("2026-03-29T01:30:00.000+01:00");
    assertThat(json(move(appointment("2026-03-29T01:30:00Z"))))
        .contains("2026-03-29T03:30:00.000+02:00");
    assertThat(json(move(appointment("2026-10-25T01:30:00Z"))))
        .contains("2026-10-25T02:30:00.000+01:00");
  }

  @Test
  void patch_ofGuests_keepsTheOthersAsTheyAre() throws IOException {
    EventAttendee colleague =
        new EventAttendee().setEmail("Eva@clinic.example").setOptional(true).setComment("late");
    GuestList before =
        new GuestList(
            List.of(colleague, new EventAttendee().setEmail("Rosa@patients.example")), true);
    ContentChange change =
        new ContentChange(
            Map.of(TextField.TITLE, "Visit", TextField.DESCRIPTION, ""),
            Set.of("ben@patients.example"),
            Set.of("rosa@patients.example"),
            Set.of());

    Event patch = EventWriter.patch(new EventPatch(null, BERLIN, change, before, false));

    assertThat(patch.getAttendees())
        .containsExactly(colleague, new EventAttendee().setEmail("ben@patients.example"));
    assertThat(json(patch))
        .contains("\"summary\":\"Visit\"")
        .contains("\"description\":null")
        .doesNotContain("start");
  }

  @Test
  void emptied_takesAwayWhatMaySpeakOfThePatient() throws IOException {
    assertThat(json(EventWriter.emptied()))
        .contains("\"attendees\":[]")
        .contains("\"description\":null")
        .contains("\"location\":null")
        .contains("\"summary\":\"Appointment\"");
  }
}
