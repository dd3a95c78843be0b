package org.wardbell.standalone.browser.pages;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.wardbell.simulator.google.Doctor;
import org.wardbell.standalone.browser.product.RunningProduct;
import org.wardbell.standalone.browser.product.TestClinic;
import org.wardbell.standalone.endtoend.Await;

/**
 * A doctor whose calendar is connected and kept in step.
 *
 * @param email of the account, which is the id of its calendar
 * @param calendar our id of the calendar
 */
record ConnectedDoctor(RunningProduct product, TestClinic clinic, String email, String calendar) {
  static final String ID = "17";

  /** Connects one, and waits until the first comparison is over. */
  static ConnectedDoctor in(RunningProduct product, TestClinic clinic) {
    String email = "doctor-" + UUID.randomUUID() + "@clinic.example";
    product.google().addAccount(email);
    String calendar =
        clinic
            .api()
            .post(
                "/calendars",
                Map.of(
                    "doctor_id",
                    ID,
                    "google_calendar_id",
                    email,
                    "refresh_token",
                    product.google().grant(email)))
            .path("id")
            .asString();
    ConnectedDoctor doctor = new ConnectedDoctor(product, clinic, email, calendar);
    Await.until(
        "a first sync",
        () -> !doctor.state().equals("CONNECTING") && !doctor.state().equals("RECONNECT_NEEDED"));
    return doctor;
  }

  String state() {
    return clinic.api().get("/calendars/" + calendar).path("state").asString();
  }

  /** Returns the calendar as the doctor sees it. */
  Doctor atGoogle() {
    return product.google().doctor(email);
  }

  /** Returns a full hour two days ahead. */
  static Instant soon() {
    return Instant.now().truncatedTo(ChronoUnit.HOURS).plus(2, ChronoUnit.DAYS);
  }

  /** Books half an hour and waits until Google has it; returns the id. */
  String booked(Instant start) {
    int before = atGoogle().events().size();
    String id =
        clinic
            .api()
            .post(
                "/appointments",
                Map.of(
                    "doctor_id",
                    ID,
                    "patient",
                    Map.of("id", "p-1", "name", "Quirinius-Canary"),
                    "start",
                    start.toString(),
                    "end",
                    start.plus(30, ChronoUnit.MINUTES).toString(),
                    "time_zone",
                    "Europe/London"))
            .path("id")
            .asString();
    Await.until("an event in Google", () -> atGoogle().events().size() > before);
    return id;
  }

  /** Returns the id of the event that begins then. */
  String eventAt(Instant start) {
    return atGoogle().events().stream()
        .filter(
            event ->
                java.time.OffsetDateTime.parse(event.at("/start/dateTime").asString())
                    .toInstant()
                    .equals(start))
        .findFirst()
        .orElseThrow()
        .path("id")
        .asString();
  }

  /** Drags the event that begins then to another time. */
  void moves(Instant from, Instant to) {
    atGoogle().move(eventAt(from), to, to.plus(30, ChronoUnit.MINUTES));
  }
}
