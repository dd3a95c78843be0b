package org.wardbell.standalone.bench.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import org.wardbell.standalone.bench.environment.ControlClient;
import org.wardbell.standalone.bench.environment.Target;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The clinic's side, over the public API. The doctor's id is the account's address. */
final class BenchClinic {
  static final Duration LENGTH = Duration.ofMinutes(25);

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String APPOINTMENTS = "/api/v1/appointments";

  /** The most entries of a page. */
  private static final int PAGE = 200;

  private final ControlClient api;

  BenchClinic(Target target) {
    api = new ControlClient("server", target.port(), target.apiKey());
  }

  /** Connects a doctor's calendar; returns its id. */
  String connect(String account, String refreshToken) {
    ObjectNode request = JSON.createObjectNode();
    request.put("doctor_id", account).put("google_calendar_id", account);
    request.put("refresh_token", refreshToken);
    return api.post("/api/v1/calendars", request).path("id").asString();
  }

  /** Returns whether the first pull of a calendar has ended. */
  boolean isConnected(String calendar) {
    return calendar(calendar).path("state").asString("").equals("CONNECTED");
  }

  /** Returns whether nothing waits for a calendar: no push, no write. */
  boolean isQuiet(String calendar) {
    JsonNode seen = calendar(calendar);
    return seen.path("unseen_pushes").asLong(1) == 0 && seen.path("waiting_writes").asInt(1) == 0;
  }

  private JsonNode calendar(String id) {
    return api.get("/api/v1/calendars/" + id);
  }

  /** Returns whether a doctor is not free for the length of an appointment from then on. */
  boolean isBusy(String doctor, Instant start) {
    String query =
        "?doctor_id=%s&from=%s&to=%s&length=%d&time_zone=UTC"
            .formatted(doctor, start, start.plus(LENGTH), LENGTH.toMinutes());
    // A grid of one minute, so that the slot is asked for wherever in the day it begins.
    return api.get("/api/v1/availability" + query + "&step=1").path("data").isEmpty();
  }

  /** Books an appointment; returns its id. */
  String book(String doctor, Instant start) {
    ObjectNode request = slot(doctor, start);
    request.putObject("patient").put("id", "p-1");
    return api.post(APPOINTMENTS, request).path("id").asString();
  }

  /** Moves an appointment, as the clinic does. */
  void move(String appointment, String doctor, Instant start) {
    api.put(APPOINTMENTS + "/" + appointment, slot(doctor, start));
  }

  private static ObjectNode slot(String doctor, Instant start) {
    ObjectNode request = JSON.createObjectNode();
    request.put("doctor_id", doctor).put("time_zone", "UTC");
    request.put("start", start.toString()).put("end", start.plus(LENGTH).toString());
    return request;
  }

  /** Returns when an appointment begins. */
  Instant start(String appointment) {
    JsonNode found = api.get(APPOINTMENTS + "/" + appointment);
    return OffsetDateTime.parse(found.path("start").asString()).toInstant();
  }

  /** Returns when an appointment followed its calendar, by the start that it was moved to. */
  Map<Instant, Instant> followed(String appointment) {
    JsonNode page = api.get(APPOINTMENTS + "/" + appointment + "/history?limit=" + PAGE);
    Map<Instant, Instant> followed = new HashMap<>();
    for (JsonNode change : page.path("data")) {
      if (change.path("source").asString("").equals("google")
          && change.path("kind").asString("").equals("updated")) {
        followed.put(
            Instant.parse(change.path("detail").path("start").asString()),
            Instant.parse(change.path("at").asString()));
      }
    }
    return followed;
  }
}
