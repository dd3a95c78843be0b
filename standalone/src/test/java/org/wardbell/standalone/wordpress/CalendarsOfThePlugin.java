package org.wardbell.standalone.wordpress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.wardbell.embedded.process.Cache;
import org.wardbell.simulator.google.Doctor;
import org.wardbell.standalone.endtoend.Await;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tests of what goes to the doctors' calendars and comes back from there; and the set-up of all.
 */
abstract class CalendarsOfThePlugin {
  private static final String CHANGES = "/wp-json/wardbell/v1/changes";

  static PluginStage stage;

  @BeforeAll
  static void set() throws IOException {
    Optional<WordPress> wordPress = new WordPressPackages(Cache.standard()).find();
    if (wordPress.isEmpty()) {
      System.out.println(WordPressPackages.SKIPPED);
      assertThat(System.getProperty("wordpress"))
          .as(WordPressPackages.SKIPPED)
          .isNotEqualTo("required");
    }
    assumeTrue(wordPress.isPresent(), WordPressPackages.SKIPPED);
    stage = PluginStage.set(wordPress.get(), KiviCareNames.REPOSITORY);
  }

  @AfterAll
  static void close() {
    if (stage != null) {
      stage.close();
    }
  }

  @Test
  void appointment_isInTheDoctorsCalendar_andFollowsBothSides() {
    Doctor calendar = connectedCalendar();
    LocalDateTime start = stage.freeTime();
    int id = stage.book(start);
    awaitWithCron("the event", () -> starts(calendar).contains(moment(start)));

    LocalDateTime dragged = stage.freeTime();
    String event = eventAt(calendar, moment(start));
    calendar.move(event, moment(dragged), moment(dragged).plus(30, ChronoUnit.MINUTES));
    Await.until(
        "the row",
        () ->
            stage
                .row(id)
                .path("appointment_start_time")
                .asString()
                .equals(dragged.toLocalTime() + ":00"));
    JsonNode row = stage.row(id);
    assertThat(row.path("appointment_start_date").asString())
        .isEqualTo(dragged.toLocalDate().toString());
    assertThat(row.path("appointment_end_time").asString())
        .isEqualTo(dragged.toLocalTime().plusMinutes(30) + ":00");
    assertThat(
            OffsetDateTime.parse(
                    row.path("appointment_start_utc").asString().replace(' ', 'T') + "Z")
                .toInstant())
        .isEqualTo(moment(dragged));
    assertThat(row.path("status").asString()).isEqualTo("1");
    cron();
    assertThat(stage.queue()).as("no echo").isEmpty();
    assertThat(stage.told(id)).as("no echo").containsExactly("appointment.booked");
    assertThat(changed(id)).as("other plugins hear of it, once").hasSize(1);

    LocalDateTime moved = stage.freeTime();
    stage.move(id, moved);
    awaitWithCron("the calendar", () -> starts(calendar).contains(moment(moved)));
    assertThat(stage.row(id).path("appointment_start_time").asString())
        .isEqualTo(moved.toLocalTime() + ":00");

    calendar.delete(eventAt(calendar, moment(moved)));
    Await.until("the cancellation", () -> stage.row(id).path("status").asString().equals("0"));

    int other = stage.book(start);
    awaitWithCron("another event", () -> starts(calendar).contains(moment(start)));
    stage.site.act("delete", Map.of("id", other));
    awaitWithCron("its end", () -> !starts(calendar).contains(moment(start)));
  }

  @Test
  void change_ofAStatus_comesBack_ifItIsSignedAndNew() {
    int id = stage.book(stage.freeTime());
    awaitWithCron("Wardbell's appointment", () -> !wardbellsId(id).isEmpty());
    String ours = wardbellsId(id);
    stage.clinic.post("/appointments/" + ours + "/status", Map.of("status", "CHECKED_IN"));
    Await.until("the status", () -> stage.row(id).path("status").asString().equals("4"));

    String now = Long.toString(Instant.now().getEpochSecond());
    assertThat(send("message", now, "", change(ours)).statusCode()).isEqualTo(401);
    assertThat(send("message", now, "v1,AAAA", change(ours)).statusCode()).isEqualTo(401);
    assertThat(signed("message-1", "{}").statusCode()).isEqualTo(400);
    assertThat(result("message-2", change(UUID.randomUUID().toString()))).isEqualTo("unknown");
    assertThat(result("message-3", change(String.valueOf(id))))
        .as("KiviCare's own")
        .isEqualTo("ignored");
    assertThat(result("message-4", change(ours))).isEqualTo("unchanged");
    assertThat(result("message-4", change(ours))).as("a replay").isEqualTo("duplicate");

    stage.status(id, 3);
    assertThat(result("message-5", change(ours)))
        .as("Wardbell has not heard of it yet")
        .isEqualTo("kept");
    assertThat(stage.row(id).path("status").asString()).isEqualTo("3");
    awaitWithCron("Wardbell's", () -> status(ours).equals("CHECKED_OUT"));
  }

  /** Returns Wardbell's id of an appointment; empty as long as it has none. */
  private static String wardbellsId(int id) {
    return stage
        .clinic
        .get("/appointments?limit=200")
        .path("data")
        .valueStream()
        .filter(one -> one.path("external_id").asString("").equals(String.valueOf(id)))
        .map(one -> one.path("id").asString())
        .findFirst()
        .orElse("");
  }

  private static String status(String ours) {
    return stage.clinic.get("/appointments/" + ours).path("status").asString();
  }

  /** Connects a calendar of KiviCare's doctor. */
  private static Doctor connectedCalendar() {
    String account = "doctor-" + UUID.randomUUID() + "@clinic.example";
    stage.wardbell.google.addAccount(account);
    String id =
        stage
            .clinic
            .post(
                "/calendars",
                Map.of(
                    "doctor_id", String.valueOf(stage.people.get("doctor")),
                    "google_calendar_id", account,
                    "refresh_token", stage.wardbell.google.grant(account)))
            .path("id")
            .asString();
    Await.until(
        "a connected calendar",
        () -> stage.clinic.get("/calendars/" + id).path("state").asString().equals("CONNECTED"));
    return stage.wardbell.google.doctor(account);
  }

  private static Instant moment(LocalDateTime local) {
    return local.atZone(PluginStage.ZONE).toInstant();
  }

  private static List<Instant> starts(Doctor calendar) {
    return calendar.events().stream().map(CalendarsOfThePlugin::start).toList();
  }

  private static Instant start(JsonNode event) {
    return OffsetDateTime.parse(event.at("/start/dateTime").asString()).toInstant();
  }

  private static String eventAt(Doctor calendar, Instant start) {
    return calendar.events().stream()
        .filter(event -> start(event).equals(start))
        .findFirst()
        .orElseThrow()
        .path("id")
        .asString();
  }

  /** Waits while the minutes of a real cron pass. */
  private static void awaitWithCron(String what, BooleanSupplier isSo) {
    Await.until(
        what,
        () -> {
          cron();
          return isSo.getAsBoolean();
        });
  }

  private static void cron() {
    try {
      stage.site.cron();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> changed(int id) {
    return stage
        .site
        .act("changed", Map.of())
        .path("result")
        .path("changed")
        .valueStream()
        .map(JsonNode::asString)
        .filter(one -> one.startsWith(id + " "))
        .toList();
  }

  private static String change(String appointment) {
    return JsonMapper.shared()
        .writeValueAsString(
            Map.of(
                "type", "appointment.status_changed",
                "timestamp", Instant.now().toString(),
                "data", Map.of("appointment_id", appointment)));
  }

  private static String result(String message, String body) {
    return word(signed(message, body));
  }

  private static String word(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JsonMapper.shared().readTree(answer.body()).path("result").asString();
  }

  /** Sends a message as Wardbell does. */
  private static HttpResponse<String> signed(String id, String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(
          new SecretKeySpec(
              Base64.getDecoder().decode(stage.secret.substring("whsec_".length())), "HmacSHA256"));
      String at = Long.toString(Instant.now().getEpochSecond());
      mac.update((id + "." + at + ".").getBytes(StandardCharsets.UTF_8));
      byte[] signature = mac.doFinal(body.getBytes(StandardCharsets.UTF_8));
      return send(id, at, "v1," + Base64.getEncoder().encodeToString(signature), body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static HttpResponse<String> send(String id, String at, String signatures, String body) {
    return WordPressSite.send(
        HttpClient.newHttpClient(),
        stage
            .site
            .request(CHANGES)
            .header("Content-Type", "application/json")
            .header("webhook-id", id)
            .header("webhook-timestamp", at)
            .header("webhook-signature", signatures)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }
}
