package org.wardbell.standalone.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The comparison sees each difference that a storm may leave. */
class BothSidesTest {
  private static final String ROSA = "patient-1.storm-7@patients.example";
  private static final String TITLE = "Appointment";
  private static final StormStyle STYLE = new StormStyle(true, false, false);
  private static final String NURSE = "nurse-1@clinic.example";

  private final Subject subject = new Subject(1);

  BothSidesTest() {
    subject.booked(UUID.randomUUID());
    subject.isFor(ROSA);
  }

  private static JsonNode appointment(String status, String rsvp) {
    return JsonMapper.shared()
        .readTree(
            """
            {"status": "%s", "start": "2026-12-01T09:00:00+01:00", "end": "2026-12-01T09:30:00+01:00",
             "rsvp": "%s", "data": {"patient": {"id": "patient-1", "name": "Rosa", "email": "%s"}}}
            """
                .formatted(status, rsvp, ROSA));
  }

  private static JsonNode event(String title, String start, String guests) {
    return JsonMapper.shared()
        .readTree(
            """
            {"status": "confirmed", "summary": "%s", "start": {"dateTime": "%s"},
             "end": {"dateTime": "2026-12-01T08:30:00Z"}, "attendees": [%s]}
            """
                .formatted(title, start, guests));
  }

  private static String guest(String address, String answer) {
    return "{\"email\": \"%s\", \"responseStatus\": \"%s\"}".formatted(address, answer);
  }

  private static JsonNode event() {
    return event(TITLE, "2026-12-01T08:00:00Z", guest(ROSA, "accepted"));
  }

  private BothSides sides(@Nullable JsonNode appointment, @Nullable JsonNode event) {
    return new BothSides(appointment, event, true, STYLE, subject);
  }

  @Test
  void sides_thatAgree_haveNoDifference() {
    assertThat(sides(appointment("BOOKED", "accepted"), event()).differences()).isEmpty();
    assertThat(sides(appointment("CANCELLED", ""), null).differences()).isEmpty();
    assertThat(sides(null, null).differences()).isEmpty();
  }

  @Test
  void event_thatIsMissingOrTooMuch_isSeen() {
    assertThat(sides(appointment("BOOKED", ""), null).differences())
        .containsExactly("the appointment is BOOKED, but its event is not there");
    assertThat(sides(appointment("CANCELLED", ""), event()).differences())
        .containsExactly("the appointment is CANCELLED, but its event is there");
    assertThat(sides(null, event()).differences())
        .containsExactly("the appointment was removed, but its event is there");
  }

  @Test
  void answer_toWhatTookPlace_changesNothingHere() {
    assertThat(sides(appointment("CHECKED_OUT", ""), event()).differences()).isEmpty();
    assertThat(sides(appointment("BOOKED", ""), event()).differences())
        .containsExactly("the patient's answer is accepted in the event, and none here");
  }

  @Test
  void time_thatDiffers_isSeen() {
    JsonNode later = event(TITLE, "2026-12-01T08:10:00Z", guest(ROSA, "accepted"));
    assertThat(sides(appointment("BOOKED", "accepted"), later).differences())
        .containsExactly(
            "the start of the event is 2026-12-01T08:10:00Z, that of the appointment 2026-12-01T08:00:00Z");
  }

  @Test
  void guests_whoAreNotThePatient_areSeen_withoutTheirAddress() {
    JsonNode other =
        event(
            TITLE,
            "2026-12-01T08:00:00Z",
            guest("patient-2.storm-7@patients.example", "needsAction"));
    assertThat(sides(appointment("BOOKED", ""), other).differences())
        .containsExactly("the event has 1 patients as guests, but not the one it is for");
    JsonNode both =
        event(
            TITLE,
            "2026-12-01T08:00:00Z",
            guest(ROSA, "needsAction") + "," + guest("patient-2@patients.example", "needsAction"));
    assertThat(sides(appointment("BOOKED", ""), both).differences())
        .containsExactly("the event has 2 patients as guests, at least one of whom it is not for");
  }

  @Test
  void answer_thatDidNotArrive_isSeen() {
    assertThat(sides(appointment("BOOKED", "declined"), event()).differences())
        .containsExactly("the patient's answer is accepted in the event, and declined here");
  }

  @Test
  void doctorsWordsAndGuests_thatWereLost_areSeen_unlessTheyHadToGo() {
    subject.titled("knee");
    subject.invited(NURSE);
    assertThat(sides(appointment("BOOKED", "accepted"), event()).differences())
        .containsExactly(
            "the title of the event is neither the clinic's nor the doctor's last one",
            "a guest whom the doctor invited is not in the event any more");
    subject.mayLoseWords();
    assertThat(sides(appointment("BOOKED", "accepted"), event()).differences()).isEmpty();
  }

  @Test
  void titleOfAFormerPatientsTime_isSeen_whereWordsHadToGo() {
    subject.titled("knee");
    subject.mayLoseWords();
    JsonNode event = event("knee", "2026-12-01T08:00:00Z", guest(ROSA, "accepted"));
    assertThat(sides(appointment("BOOKED", "accepted"), event).differences()).isEmpty();

    Subject other = new Subject(2);
    other.isFor("patient-2.storm-7@patients.example");
    other.titled("knee");
    other.isFor(ROSA);
    other.mayLoseWords();
    assertThat(
            new BothSides(appointment("BOOKED", "accepted"), event, true, STYLE, other)
                .differences())
        .containsExactly(
            "the title of the event is neither the clinic's nor the doctor's last one");
  }

  @Test
  void titleThatNamesThePatient_isComparedWithThePatientOfNow() {
    StormStyle named = new StormStyle(true, true, false);
    JsonNode now = appointment("BOOKED", "accepted");
    JsonNode right = event("Visit of Rosa", "2026-12-01T08:00:00Z", guest(ROSA, "accepted"));
    JsonNode former = event("Visit of Ada", "2026-12-01T08:00:00Z", guest(ROSA, "accepted"));
    assertThat(new BothSides(now, right, true, named, subject).differences()).isEmpty();
    assertThat(new BothSides(now, former, true, named, subject).differences()).hasSize(1);
  }

  @Test
  void eventOfAnAppointmentThatIsOver_showsNoFormerPatient_evenIfTheDoctorActedOnIt() {
    subject.actedOn();
    JsonNode former =
        event(TITLE, "2026-12-01T10:00:00Z", guest("p2@patients.example", "needsAction"));
    assertThat(sides(appointment("CHECKED_OUT", ""), former).differences())
        .containsExactly("the event has 1 patients as guests, but not the one it is for");
  }

  @Test
  void meeting_thatDiffers_isSeen_unlessGoogleCouldNotMakeOne() {
    StormStyle meets = new StormStyle(true, false, true);
    ObjectNode now = (ObjectNode) appointment("BOOKED", "accepted");
    ObjectNode there = (ObjectNode) event();
    assertThat(new BothSides(now, there, true, meets, subject).differences())
        .containsExactly("the event has no video meeting");
    there
        .putObject("conferenceData")
        .putObject("createRequest")
        .putObject("status")
        .put("statusCode", "failure");
    assertThat(new BothSides(now, there, true, meets, subject).differences()).isEmpty();
    there.put("hangoutLink", "https://meet.google.com/a");
    ((ObjectNode) now.path("data")).put("meeting_link", "https://meet.google.com/b");
    assertThat(new BothSides(now, there, true, meets, subject).differences())
        .containsExactly(
            "the video meeting of the event is there, that of the appointment another");
    assertThat(new BothSides(now, null, false, meets, subject).differences()).hasSize(1);
  }

  @Test
  void eventOfAnAppointmentThatIsOver_isTheDoctors_onceTheyActedOnIt() {
    assertThat(sides(appointment("CHECKED_OUT", ""), null).differences()).hasSize(1);
    subject.actedOn();
    assertThat(sides(appointment("CHECKED_OUT", ""), null).differences()).isEmpty();
  }
}
