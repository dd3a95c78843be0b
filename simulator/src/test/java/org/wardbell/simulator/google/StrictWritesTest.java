package org.wardbell.simulator.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.util.Data;
import com.google.api.client.util.DateTime;
import com.google.api.services.calendar.model.Event;
import com.google.api.services.calendar.model.EventDateTime;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.wardbell.simulator.google.calendar.GoogleException;

/** What Google refuses in writes, and the report or page that says so. */
class StrictWritesTest extends GoogleWalk {

  private static final LocalDate DAY = LocalDate.parse("2026-11-23");

  /** Reported by users: n8n-io/n8n#35800, gemini-cli-extensions/workspace#435. */
  @Test
  void patch_timedOntoAllDay_withoutNullForTheDate_is400InvalidStartTime() throws Exception {
    String id = doctor.create("Visit", NINE, NINE.plusSeconds(1_800));
    doctor.makeAllDay(id, DAY, DAY.plusDays(1));

    var refused = failure(() -> client.events().patch(DOCTOR, id, timed(false)).execute());

    assertThat(refused.getStatusCode()).isEqualTo(400);
    assertThat(refused.getDetails().getMessage()).isEqualTo("Invalid start time.");
    assertThat(GoogleClient.reason(refused)).isEqualTo("invalid");
    assertThat(client.events().get(DOCTOR, id).execute().getStart().getDate()).isNotNull();
  }

  /** Reported by users, with the mend: fazer-ai/agents#5, n8n-io/n8n#35802. */
  @Test
  void patch_timedOntoAllDay_withNullForTheDate_isTimed() throws Exception {
    String id = doctor.create("Visit", NINE, NINE.plusSeconds(1_800));
    doctor.makeAllDay(id, DAY, DAY.plusDays(1));

    Event after = client.events().patch(DOCTOR, id, timed(true)).execute();

    assertThat(after.getStart().getDate()).isNull();
    assertThat(after.getStart().getDateTime().getValue()).isEqualTo(NINE.toEpochMilli());
  }

  /** Reported by users: nspady/google-calendar-mcp#118, n8n-io/n8n#35800 (the reverse). */
  @Test
  void patch_allDayOntoTimed_needsNullForTheTime_alsoInTheEnd() throws Exception {
    String id = client.events().insert(DOCTOR, visit()).execute().getId();

    assertThat(message("{'start':{'date':'2026-11-23'},'end':{'date':'2026-11-24'}}", id))
        .isEqualTo("Invalid start time.");
    assertThat(
            message(
                "{'start':{'date':'2026-11-23','dateTime':null},'end':{'date':'2026-11-24'}}", id))
        .isEqualTo("Invalid end time.");
    assertThat(message("{'start':{'date':'2026-11-23','dateTime':null}}", id))
        .isEqualTo("Start and end times must either both be date or both be dateTime.");
    assertThatThrownBy(() -> doctor.edit(id, "{\"start\":{\"date\":\"2026-11-23\"}}"))
        .as("a person's edit is no exception")
        .isInstanceOf(GoogleException.class);
  }

  /** Events resource, fields start and end: a date or a dateTime. */
  @Test
  void insert_withBoth_is400() throws Exception {
    String both =
        "{\"start\":{\"date\":\"2026-11-23\",\"dateTime\":\"2026-11-23T09:00:00Z\"},"
            + "\"end\":{\"date\":\"2026-11-24\"}}";

    assertThat(send("POST", "/calendar/v3/calendars/primary/events", both).statusCode())
        .isEqualTo(400);
  }

  /** Reported by users: googleapis/google-api-ruby-client#1811, google-api-python-client#846. */
  @Test
  void deletedId_staysTaken_andMayRefuseToComeBack() throws Exception {
    String id = GoogleClient.newId();
    client.events().insert(DOCTOR, visit().setId(id)).execute();
    client.events().delete(DOCTOR, id).execute();
    google.refuseRestoring(DOCTOR, id);

    assertThat(
            failure(() -> client.events().insert(DOCTOR, visit().setId(id)).execute())
                .getStatusCode())
        .isEqualTo(409);
    GoogleJsonResponseException update =
        failure(() -> client.events().update(DOCTOR, id, visit()).execute());
    assertThat(update.getStatusCode()).isEqualTo(403);
    assertThat(GoogleClient.reason(update)).isEqualTo("forbidden");
    Event confirmed = new Event().setStatus("confirmed");
    assertThat(
            failure(() -> client.events().patch(DOCTOR, id, confirmed).execute()).getStatusCode())
        .isEqualTo(403);

    doctor.restore(id);
    assertThat(client.events().get(DOCTOR, id).execute().getStatus())
        .as("the person takes it out of the bin all the same")
        .isEqualTo("confirmed");
  }

  @Test
  void restoring_refusedForACalendar_leavesOtherCalendarsAlone() throws Exception {
    google.addCalendar("second", DOCTOR, java.time.ZoneId.of("UTC"));
    act("restoring", "{\"calendar\":\"second\",\"refused\":true}");
    for (String calendar : new String[] {DOCTOR, "second"}) {
      client.events().insert(calendar, visit().setId("abc00")).execute();
      client.events().delete(calendar, "abc00").execute();
    }

    assertThat(
            failure(() -> client.events().update("second", "abc00", visit()).execute())
                .getStatusCode())
        .isEqualTo(403);
    assertThat(client.events().update(DOCTOR, "abc00", visit()).execute().getStatus())
        .isEqualTo("confirmed");
  }

  /** Reported by users: allenporter/gcal_sync#225; a client's is refused here, to be strict. */
  @Test
  void allDay_ofNoLength_isMadeByAPersonOnly() throws Exception {
    String none = "{\"start\":{\"date\":\"2026-11-23\"},\"end\":{\"date\":\"2026-11-23\"}}";

    String id = doctor.create(none);

    assertThat(client.events().list(DOCTOR).execute().getItems())
        .singleElement()
        .satisfies(event -> assertThat(event.getEnd()).isEqualTo(event.getStart()));
    assertThat(doctor.event(id).get("status").asString()).isEqualTo("confirmed");
    var refused = send("POST", "/calendar/v3/calendars/primary/events", none);
    assertThat(refused.body()).contains("timeRangeEmpty");
  }

  private static Event timed(boolean clearing) {
    EventDateTime start = GoogleClient.time("2026-11-23T09:00:00Z");
    EventDateTime end = GoogleClient.time("2026-11-23T09:30:00Z");
    if (clearing) {
      DateTime none = Data.NULL_DATE_TIME;
      start.setDate(none);
      end.setDate(none);
    }
    return new Event().setStart(start).setEnd(end);
  }

  private String message(String patch, String id) throws Exception {
    String path = "/calendar/v3/calendars/primary/events/" + id;
    var answer = send("PATCH", path, patch.replace('\'', '"'));
    assertThat(answer.statusCode()).isEqualTo(400);
    return json(answer.body()).path("error").path("message").asString();
  }
}
