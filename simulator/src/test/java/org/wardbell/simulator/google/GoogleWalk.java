package org.wardbell.simulator.google;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.services.calendar.Calendar;
import com.google.api.services.calendar.model.Event;
import com.google.api.services.calendar.model.Events;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The base of walks with one doctor: by Google's client, by hand, and as the person. */
abstract class GoogleWalk {

  static final String DOCTOR = "doctor@example.org";
  static final String GRANT = "grant";
  static final Instant NINE = Instant.parse("2026-11-23T09:00:00Z");

  private final HttpClient http = HttpClient.newHttpClient();
  GoogleCalendarSimulator google;
  Calendar client;
  Doctor doctor;

  @BeforeEach
  void start() throws IOException {
    google = GoogleCalendarSimulator.start(0);
    google.addAccount(DOCTOR);
    client = GoogleClient.connect(google, google.grant(DOCTOR, GRANT));
    doctor = google.doctor(DOCTOR);
  }

  @AfterEach
  void stop() {
    google.close();
    http.shutdownNow();
  }

  static Event visit() {
    return GoogleClient.event("Visit", "2026-11-23T09:00:00Z", "2026-11-23T09:30:00Z");
  }

  static GoogleJsonResponseException failure(ThrowingCallable call) {
    return catchThrowableOfType(GoogleJsonResponseException.class, call);
  }

  static List<String> ids(Events page) {
    return page.getItems().stream().map(Event::getId).toList();
  }

  /** Sends a request that Google's client would not send. */
  HttpResponse<String> send(String method, String path, String body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(google.url() + path))
            .header("Authorization", "Bearer " + accessToken())
            .method(method, BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  /** Does an act of the control API. */
  JsonNode act(String act, String body) throws Exception {
    String answer = send("POST", "/_control/" + act, body).body();
    return json(answer.isEmpty() ? "{}" : answer);
  }

  JsonNode view(String view) throws Exception {
    return json(send("GET", "/_control/" + view, "").body());
  }

  static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  private String accessToken() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(google.tokenUrl()))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                BodyPublishers.ofString(
                    "grant_type=refresh_token&client_id=client&client_secret=secret&refresh_token="
                        + GRANT))
            .build();
    return json(http.send(request, BodyHandlers.ofString()).body()).get("access_token").asString();
  }
}
