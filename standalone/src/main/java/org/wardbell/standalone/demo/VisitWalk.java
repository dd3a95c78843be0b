package org.wardbell.standalone.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.wardbell.simulator.google.Doctor;
import tools.jackson.databind.JsonNode;

/**
 * The walk of a visit: the patient says yes in their own calendar, which just before the start
 * means that they have come, and the appointment begins, of which Google tells nobody.
 */
final class VisitWalk {
  private static final String PATIENT = "ada@example.com";

  /** Time enough to say yes before it begins; nobody wants to wait longer. */
  private static final Duration BEGINS_IN = Duration.ofSeconds(20);

  private final DemoEnvironment stage;
  private final WardbellClient client;
  private final Narrator narrator;

  VisitWalk(DemoEnvironment stage, WardbellClient client, Narrator narrator) {
    this.stage = stage;
    this.client = client;
    this.narrator = narrator;
  }

  void play(String clinic, DemoWebhook told) {
    DemoReceiver receiver = new DemoReceiver(stage.receiver(), told, narrator);
    String appointment = book(clinic);
    answer(appointment);
    receiver.heard("appointment.rsvp_changed", appointment);
    receiver.heard("appointment.status_changed", appointment);
    narrator.preparing(
        "waiting for the start: Google tells nobody of it, Wardbell watches the time");
    receiver.await("appointment.started", appointment);
    narrator.done("appointment has begun", "Wardbell noticed it by itself");
    receiver.heard("appointment.started", appointment);
  }

  private String book(String clinic) {
    String step = "booked for right now";
    Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(BEGINS_IN);
    JsonNode made =
        client.post(
            step,
            "appointments",
            Map.of(
                "clinic", clinic,
                "doctor_id", "12",
                "patient", Map.of("id", "40", "name", "Ada Byron", "email", PATIENT),
                "start", start.toString(),
                "end", start.plus(Duration.ofMinutes(30)).toString(),
                "time_zone", "Europe/London",
                "services", List.of("Consultation")),
            201);
    narrator.done(step, "Ada Byron, in %d s; she is invited".formatted(BEGINS_IN.toSeconds()));
    return made.path("id").asString();
  }

  private void answer(String appointment) {
    String step = "invitation answered";
    Doctor doctor = stage.google().doctor(CalendarWalk.DOCTOR);
    JsonNode event =
        Waiting.until(
                step,
                "an event with " + PATIENT + " as guest",
                () ->
                    doctor.events().stream()
                        .filter(each -> each.path("attendees").toString().contains(PATIENT))
                        .toList(),
                found -> !found.isEmpty())
            .getFirst();
    long began = System.nanoTime();
    doctor.answer(event.path("id").asString(), PATIENT, "accepted");
    narrator.done(
        step,
        "she says yes in her calendar; within half an hour before the start that means: I am here");
    Waiting.until(
        step,
        "the appointment to be ARRIVED",
        () -> client.get(step, "appointments/" + appointment),
        seen -> seen.path("status").asString("").equals("ARRIVED"));
    narrator.done(
        "patient has arrived", "the appointment here says ARRIVED, after " + Narrator.since(began));
  }
}
