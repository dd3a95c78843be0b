package org.wardbell.activities.calendar.google.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.calendar.model.Event;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardbell.workflows.appointment.Rsvp;
import org.wardbell.workflows.appointment.TextField;
import org.wardbell.workflows.appointment.TimeSlot;

class EventMapperTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static RemoteEvent read(String json) throws IOException {
    return EventMapper.read(GsonFactory.getDefaultInstance().fromString(json, Event.class), BERLIN);
  }

  @Test
  void read_timed_isASlotAndTakesTime() throws IOException {
    RemoteEvent event =
        read(
            """
            {"id":"e","etag":"1","status":"confirmed",
             "start":{"dateTime":"2026-03-02T09:00:00+01:00"},
             "end":{"dateTime":"2026-03-02T09:30:00+01:00"}}
            """);
    TimeSlot slot =
        new TimeSlot(Instant.parse("2026-03-02T08:00:00Z"), Instant.parse("2026-03-02T08:30:00Z"));
    assertThat(event.slot()).isEqualTo(slot);
    assertThat(event.busy()).isEqualTo(slot);
  }

  @Test
  void read_allDay_takesTheCalendarsDay_andIsNoSlot() throws IOException {
    RemoteEvent event =
        read(
            "{\"id\":\"e\",\"start\":{\"date\":\"2026-03-02\"},\"end\":{\"date\":\"2026-03-04\"}}");
    assertThat(event.slot()).isNull();
    assertThat(event.busy())
        .isEqualTo(
            new TimeSlot(
                Instant.parse("2026-03-01T23:00:00Z"), Instant.parse("2026-03-03T23:00:00Z")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":\"e\",\"status\":\"cancelled\"}",
        "{\"id\":\"e\",\"status\":\"cancelled\",\"recurringEventId\":\"r\","
            + "\"originalStartTime\":{\"dateTime\":\"2026-03-02T09:00:00Z\"}}"
      })
  void c29_tombstone_needsNothingButItsId(String json) throws IOException {
    RemoteEvent event = read(json);
    assertThat(event.cancelled()).isTrue();
    assertThat(event.busy()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"transparency\":\"transparent\"",
        "\"attendees\":[{\"email\":\"me@x.example\",\"self\":true,\"responseStatus\":\"declined\"}]"
      })
  void read_shownAsFreeOrDeclined_takesNoTime(String field) throws IOException {
    RemoteEvent event =
        read(
            "{\"id\":\"e\",\"start\":{\"dateTime\":\"2026-03-02T09:00:00Z\"},"
                + "\"end\":{\"dateTime\":\"2026-03-02T10:00:00Z\"},"
                + field
                + "}");
    assertThat(event.busy()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":\"e\"}",
        "{\"id\":\"e\",\"start\":{},\"end\":{}}",
        "{\"id\":\"e\",\"start\":{\"date\":\"0000-01-01\"},\"end\":{\"date\":\"0000-01-02\"}}",
        "{\"id\":\"e\",\"start\":{\"dateTime\":\"2026-03-02T10:00:00Z\"},"
            + "\"end\":{\"dateTime\":\"2026-03-02T09:00:00Z\"}}",
        "{\"id\":\"e\",\"start\":{\"dateTime\":\"9999-03-02T10:00:00Z\"},"
            + "\"end\":{\"dateTime\":\"9999-03-02T11:00:00Z\"}}"
      })
  void read_nonsense_isNoTimeToActOn(String json) throws IOException {
    RemoteEvent event = read(json);
    assertThat(event.slot()).isNull();
    assertThat(event.busy()).isNull();
  }

  @Test
  void read_answers_byLowerCaseAddress() throws IOException {
    RemoteEvent event =
        read(
            """
            {"id":"e","attendees":[{"email":"Rosa@Patients.example","responseStatus":"accepted"},
             {"email":"b@x.example","responseStatus":"somethingNew"},{"responseStatus":"declined"}]}
            """);
    assertThat(event.answers()).containsOnlyKeys("rosa@patients.example");
    assertThat(event.answers()).containsValue(Rsvp.ACCEPTED);
  }

  @Test
  void read_textsAndGuests_asTheyAre() throws IOException {
    RemoteEvent event =
        read(
            """
            {"id":"e","summary":"Knee","location":"","colorId":"7","attendeesOmitted":true,
             "attendees":[{"email":"Rosa@Patients.example","optional":true}]}
            """);
    assertThat(event.texts())
        .containsExactlyInAnyOrderEntriesOf(Map.of(TextField.TITLE, "Knee", TextField.COLOUR, "7"));
    assertThat(event.guests().addresses()).containsExactly("rosa@patients.example");
    assertThat(event.guests().isComplete()).isFalse();
  }

  @Test
  void textForm_hidesEverything() throws IOException {
    assertThat(read("{\"id\":\"e\",\"summary\":\"HIV\"}").toString())
        .isEqualTo("RemoteEvent[hidden]");
  }
}
