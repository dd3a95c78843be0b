package org.wardbell.simulator.google;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.services.calendar.Calendar;
import com.google.api.services.calendar.model.Event;
import com.google.api.services.calendar.model.EventAttendee;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wardbell.simulator.google.api.ApiMethod;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ControlTest {

  private static final String DOCTOR = "doctor@example.org";

  private GoogleCalendarSimulator google;
  private Calendar client;
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeEach
  void start() throws Exception {
    google = GoogleCalendarSimulator.start(0);
    act("accounts", "{\"email\":\"doctor@example.org\",\"refresh_token\":\"demo\"}");
    client = GoogleClient.connect(google, "demo");
  }

  @AfterEach
  void stop() {
    google.close();
    http.shutdownNow();
  }

  @Test
  void doctor_createsMovesEditsDeletesRestores_overHttp() throws Exception {
    String id =
        act(
                "doctor/create",
                """
                {"calendar":"doctor@example.org","summary":"Lunch",
                 "start":"2026-11-23T12:00:00+01:00","end":"2026-11-23T13:00:00+01:00"}
                """)
            .get("id")
            .asString();
    String event = "\"calendar\":\"doctor@example.org\",\"event\":\"" + id + "\"";

    act(
        "doctor/move",
        "{" + event + ",\"start\":\"2026-11-23T14:00:00Z\",\"end\":\"2026-11-23T15:00:00Z\"}");
    act("doctor/edit", "{" + event + ",\"patch\":{\"summary\":\"Late lunch\"}}");
    Event seen = client.events().get(DOCTOR, id).execute();
    assertThat(seen.getSummary()).isEqualTo("Late lunch");
    assertThat(seen.getStart().getDateTime().toStringRfc3339()).startsWith("2026-11-23T15:00:00");

    act("doctor/delete", "{" + event + "}");
    assertThat(client.events().get(DOCTOR, id).execute().getStatus()).isEqualTo("cancelled");
    act("doctor/restore", "{" + event + "}");
    assertThat(client.events().get(DOCTOR, id).execute().getStatus()).isEqualTo("confirmed");
  }

  @Test
  void doctor_answersForAGuest_overHttp() throws Exception {
    JsonNode made =
        act(
            "doctor/create",
            """
            {"calendar":"doctor@example.org","resource":{"summary":"Visit",
             "start":{"dateTime":"2026-11-23T12:00:00Z"},"end":{"dateTime":"2026-11-23T12:30:00Z"},
             "attendees":[{"email":"patient@example.org"}]}}
            """);
    act(
        "doctor/answer",
        """
        {"calendar":"doctor@example.org","event":"%s","guest":"patient@example.org",
         "response":"accepted"}
        """
            .formatted(made.get("id").asString()));

    assertThat(client.events().get(DOCTOR, made.get("id").asString()).execute().getAttendees())
        .extracting(EventAttendee::getResponseStatus)
        .containsExactly("accepted");
  }

  @Test
  void doctor_turnsToDaysAndSeries_andMovesToAnotherCalendar_overHttp() throws Exception {
    google.addCalendar("second", DOCTOR, java.time.ZoneId.of("UTC"));
    String id =
        act(
                "doctor/create",
                """
                {"calendar":"doctor@example.org",
                 "start":"2026-11-23T12:00:00+01:00","end":"2026-11-23T13:00:00+01:00"}
                """)
            .get("id")
            .asString();
    String event = "{\"calendar\":\"doctor@example.org\",\"event\":\"" + id;

    JsonNode days =
        act("doctor/all-day", event + "\",\"start\":\"2026-11-23\",\"end\":\"2026-11-24\"}");
    assertThat(days.get("start").toString()).isEqualTo("{\"date\":\"2026-11-23\"}");
    act("doctor/edit", event + "\",\"patch\":{\"recurrence\":[\"RRULE:FREQ=DAILY;COUNT=3\"]}}");
    JsonNode rest = act("doctor/edit-following", event + "_20261125\",\"patch\":{}}");
    assertThat(rest.get("recurrence").toString()).isEqualTo("[\"RRULE:FREQ=DAILY;COUNT=1\"]");
    assertThat(view("instances?calendar=" + DOCTOR + "&event=" + id)).hasSize(2);
    act("doctor/move-to", event + "\",\"to\":\"second\"}");
    assertThat(view("instances?calendar=second&event=" + id)).hasSize(2);
    assertThat(view("instances?calendar=" + DOCTOR + "&event=" + id)).isEmpty();
  }

  @Test
  void switches_overHttp_lockCopiesAndShortenTheTellingOfDeletions() throws Exception {
    String id =
        google
            .doctor(DOCTOR)
            .create("{\"start\":{\"date\":\"2026-11-23\"},\"end\":{\"date\":\"2026-11-24\"}}");
    act("lock", "{\"calendar\":\"doctor@example.org\",\"event\":\"" + id + "\"}");
    assertThat(google.doctor(DOCTOR).event(id).get("locked").asBoolean()).isTrue();

    String token = client.events().list(DOCTOR).setSingleEvents(true).execute().getNextSyncToken();
    google.doctor(DOCTOR).edit(id, "{\"recurrence\":[\"RRULE:FREQ=YEARLY;UNTIL=21001123\"]}");
    google.doctor(DOCTOR).delete(id);
    var changes = client.events().list(DOCTOR).setSingleEvents(true).setSyncToken(token);
    int all = changes.execute().getItems().size();
    act("tombstones-of-instances", "{\"days\":800}");
    assertThat(changes.execute().getItems()).hasSizeLessThan(all);
    act("tombstones-of-instances", "{}");
    assertThat(changes.execute().getItems()).hasSize(all);
  }

  @Test
  void faults_overHttp_meetTheNextCall() throws Exception {
    act(
        "faults",
        "{\"kind\":\"error\",\"status\":429,\"reason\":\"rateLimitExceeded\",\"retry_after\":\"3\",\"method\":\"events.list\"}");
    HttpResponse<String> limited = list();
    assertThat(limited.statusCode()).isEqualTo(429);
    assertThat(limited.headers().firstValue("Retry-After")).contains("3");

    assertThat(send("DELETE", "/_control/faults", "").statusCode()).isEqualTo(204);
    assertThat(act("push-faults", "{\"drop\":0.5,\"seed\":3}")).isEmpty();
  }

  @Test
  void views_showEventsCallsAndCounts() throws Exception {
    client.events().list(DOCTOR).execute();
    google
        .doctor(DOCTOR)
        .create(
            "{\"summary\":\"<b>\",\"start\":{\"date\":\"2026-11-23\"},\"end\":{\"date\":\"2026-11-24\"}}");

    assertThat(view("events?calendar=" + DOCTOR)).hasSize(1);
    assertThat(view("channels?calendar=" + DOCTOR)).isEmpty();
    assertThat(view("calls")).hasSize(2);
    assertThat(view("stats").get("writes").asInt()).isZero();
    assertThat(view("stats").get("calls").get("events.list").asInt()).isEqualTo(1);
    assertThat(send("GET", "/", "").body())
        .contains("&lt;b&gt;", "2026-11-23")
        .doesNotContain("<b>");
  }

  @Test
  void badActs_sayWhatIsWrong() throws Exception {
    assertThat(send("POST", "/_control/doctor/delete", "{\"calendar\":\"nobody\"}").body())
        .contains("nobody", "does not exist", DOCTOR);
    assertThat(send("POST", "/_control/accounts", "nonsense").statusCode()).isEqualTo(400);
    assertThat(send("POST", "/_control/accounts", "{}").body()).contains("email");
    assertThat(
            send("POST", "/_control/doctor/fly", "{\"calendar\":\"doctor@example.org\"}")
                .statusCode())
        .isEqualTo(404);
    assertThat(send("POST", "/_control/faults", "{\"kind\":\"storm\"}").body()).contains("storm");
  }

  @Test
  void methodOverride_andGzip_areUnderstood() throws Exception {
    String id =
        google
            .doctor(DOCTOR)
            .create("{\"start\":{\"date\":\"2026-11-23\"},\"end\":{\"date\":\"2026-11-24\"}}");
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write("{\"summary\":\"packed\"}".getBytes(StandardCharsets.UTF_8));
    }

    HttpResponse<byte[]> answer =
        http.send(
            HttpRequest.newBuilder(
                    URI.create(google.url() + "/calendar/v3/calendars/primary/events/" + id))
                .header("Authorization", "Bearer " + accessToken())
                .header("X-HTTP-Method-Override", "PATCH")
                .header("Content-Encoding", "gzip")
                .header("Accept-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(packed.toByteArray()))
                .build(),
            BodyHandlers.ofByteArray());

    assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(google.doctor(DOCTOR).event(id).get("summary").asString()).isEqualTo("packed");
    assertThat(google.count(ApiMethod.EVENTS_PATCH)).isEqualTo(1);
  }

  private HttpResponse<String> list() throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(google.url() + "/calendar/v3/calendars/primary/events"))
            .header("Authorization", "Bearer " + accessToken())
            .build(),
        BodyHandlers.ofString());
  }

  private String accessToken() throws Exception {
    String form =
        "grant_type=refresh_token&client_id=client&client_secret=secret&refresh_token=demo";
    return JsonMapper.shared()
        .readTree(send("POST", "/token", form).body())
        .get("access_token")
        .asString();
  }

  private JsonNode act(String act, String body) throws Exception {
    HttpResponse<String> answer = send("POST", "/_control/" + act, body);
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 204);
    return JsonMapper.shared().readTree(answer.body().isEmpty() ? "{}" : answer.body());
  }

  private JsonNode view(String view) throws Exception {
    return JsonMapper.shared().readTree(send("GET", "/_control/" + view, "").body());
  }

  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(google.url() + path))
            .method(method, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }
}
