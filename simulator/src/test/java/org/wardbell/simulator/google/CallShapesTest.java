package org.wardbell.simulator.google;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.client.util.DateTime;
import com.google.api.services.calendar.model.Channel;
import com.google.api.services.calendar.model.Event;
import com.google.api.services.calendar.model.EventAttendee;
import com.google.api.services.calendar.model.Events;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardbell.simulator.google.api.ApiCall;
import org.wardbell.simulator.google.api.ApiMethod;

/** What a call may look like, and what its parameters do to the answer. */
class CallShapesTest extends GoogleWalk {

  private static final String LIST = "/calendar/v3/calendars/primary/events";

  /** Google's Java client sends a GET above 2,048 characters like this (class MethodOverride). */
  @Test
  void get_sentAsPost_hasItsParametersInAFormBody() throws Exception {
    doctor.create("Lunch", NINE, NINE.plusSeconds(60));
    doctor.create("Late", NINE.plusSeconds(7_200), NINE.plusSeconds(7_260));

    var answer =
        send(
            "POST",
            LIST,
            "timeMax=2026-11-23T10%3A00%3A00Z&singleEvents=true",
            "X-HTTP-Method-Override",
            "GET",
            "Content-Type",
            "application/x-www-form-urlencoded");

    assertThat(json(answer.body()).path("items").findValuesAsString("summary"))
        .containsExactly("Lunch");
    assertThat(google.calls().getLast().query()).contains("singleEvents=true");
    assertThat(google.count(ApiMethod.EVENTS_LIST)).isEqualTo(1);
  }

  @Test
  void longList_ofGooglesClient_isUnderstood() throws Exception {
    doctor.create("Lunch", NINE, NINE.plusSeconds(60));

    Events found = client.events().list(DOCTOR).setQ("x".repeat(3_000)).execute();

    assertThat(found.getItems()).isEmpty();
    assertThat(google.calls().getLast().query()).contains("q=xxx");
  }

  @Test
  void unknownCall_isLoggedAndCounted_beforeItIsAnswered404() throws Exception {
    assertThat(send("DELETE", "/calendar/v3/calendars/primary/event", "").statusCode())
        .isEqualTo(404);

    ApiCall call = google.calls().getLast();
    assertThat(call.method()).isEqualTo(ApiMethod.UNKNOWN);
    assertThat(call.query()).isEqualTo("DELETE /calendar/v3/calendars/primary/event");
    assertThat(call.status()).isEqualTo(404);
    assertThat(view("stats").path("calls").path("unknown").asInt()).isEqualTo(1);
  }

  /** Reported by users: a post on Qiita (6762046f) quotes the reason. */
  @Test
  void syncToken_withRestrictions_saysSo() throws Exception {
    String token = client.events().list(DOCTOR).execute().getNextSyncToken();
    var list = client.events().list(DOCTOR).setSyncToken(token);

    assertThat(GoogleClient.reason(failure(() -> list.setTimeMin(new DateTime(0)).execute())))
        .isEqualTo("syncTokenWithRequestRestrictions");
  }

  /** Reported by users: NangoHQ/nango#5624; the reference has web_hook only. */
  @Test
  void watch_ofTypeWebhook_isTakenToo() throws Exception {
    Channel channel = new Channel().setAddress("http://127.0.0.1:9/push");

    client.events().watch(DOCTOR, channel.clone().setId("one").setType("webhook")).execute();

    assertThat(google.channels(DOCTOR)).hasSize(1);
    var other = client.events().watch(DOCTOR, channel.clone().setId("two").setType("mail"));
    assertThat(failure(other::execute).getStatusCode()).isEqualTo(400);
  }

  /** Reference of events.list, parameter eventTypes; may be repeated. */
  @Test
  void eventTypes_filter_andAreBoundToTheSyncToken() throws Exception {
    doctor.create("Lunch", NINE, NINE.plusSeconds(60));
    doctor.create(away("outOfOffice"));
    doctor.create(away("focusTime"));

    Events some =
        client.events().list(DOCTOR).setEventTypes(List.of("outOfOffice", "focusTime")).execute();

    assertThat(some.getItems())
        .extracting(Event::getEventType)
        .containsExactly("outOfOffice", "focusTime");
    var otherwise = client.events().list(DOCTOR).setSyncToken(some.getNextSyncToken());
    assertThat(failure(otherwise::execute).getStatusCode()).isEqualTo(400);
    var unknown = client.events().list(DOCTOR).setEventTypes(List.of("party"));
    assertThat(failure(unknown::execute).getStatusCode()).isEqualTo(400);
  }

  /** Reference of events.list and events.get, parameter maxAttendees. */
  @Test
  void maxAttendees_shownTooMany_leavesOnlyTheCallersOwnEntry() throws Exception {
    Event made =
        client
            .events()
            .insert(
                DOCTOR,
                visit()
                    .setAttendees(
                        List.of(
                            new EventAttendee().setEmail("patient@example.org"),
                            new EventAttendee().setEmail(DOCTOR))))
            .execute();

    Event cut = client.events().get(DOCTOR, made.getId()).setMaxAttendees(1).execute();
    assertThat(cut.getAttendeesOmitted()).isTrue();
    assertThat(cut.getAttendees()).extracting(EventAttendee::getEmail).containsExactly(DOCTOR);
    assertThat(client.events().list(DOCTOR).setMaxAttendees(1).execute().getItems())
        .extracting(Event::getAttendeesOmitted)
        .containsExactly(true);
    Event whole = client.events().get(DOCTOR, made.getId()).setMaxAttendees(2).execute();
    assertThat(whole.getAttendeesOmitted()).isNull();
    assertThat(whole.getAttendees()).hasSize(2);
    var none = client.events().list(DOCTOR).setMaxAttendees(0);
    assertThat(failure(none::execute).getStatusCode()).isEqualTo(400);
  }

  /** Reference of events.list, parameter timeZone. */
  @Test
  void timeZone_asked_isTheZoneOfTheTimesInTheAnswer() throws Exception {
    doctor.create("Lunch", NINE, NINE.plusSeconds(60));

    var answer = send("GET", LIST + "?timeZone=America%2FNew_York", "");

    assertThat(json(answer.body()).path("timeZone").asString()).isEqualTo("America/New_York");
    assertThat(json(answer.body()).path("items").path(0).path("start").path("dateTime").asString())
        .isEqualTo("2026-11-23T04:00:00-05:00");
    assertThat(send("GET", LIST + "?timeZone=Mars", "").statusCode()).isEqualTo(400);
  }

  /** Guide "Performance tips", partial response. */
  @Test
  void fields_asked_areTheOnlyOnes() throws Exception {
    doctor.create("Lunch", NINE, NINE.plusSeconds(60));

    Events part =
        client.events().list(DOCTOR).setFields("nextSyncToken,items(summary,start)").execute();
    assertThat(part.getNextSyncToken()).isNotNull();
    assertThat(part.getKind()).isNull();
    assertThat(part.getItems().getFirst().getSummary()).isEqualTo("Lunch");
    assertThat(part.getItems().getFirst().getId()).isNull();

    var inner = client.events().list(DOCTOR).setFields("items/start/dateTime").execute();
    assertThat(inner.getItems().getFirst().getStart().getDateTime()).isNotNull();
    assertThat(inner.getItems().getFirst().getStart().getTimeZone()).isNull();
    var broken = client.events().list(DOCTOR).setFields("items(id");
    assertThat(failure(broken::execute).getStatusCode()).isEqualTo(400);
  }

  private static String away(String type) {
    return """
        {"eventType":"%s","start":{"dateTime":"2026-11-23T12:00:00Z"},
         "end":{"dateTime":"2026-11-23T13:00:00Z"}}
        """
        .formatted(type);
  }
}
