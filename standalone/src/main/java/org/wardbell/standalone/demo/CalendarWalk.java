package org.wardbell.standalone.demo;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.wardbell.simulator.google.Doctor;
import org.wardbell.simulator.google.GoogleCalendarSimulator;
import tools.jackson.databind.JsonNode;

/**
 * The walk of an appointment that appears in Google: there the doctor moves it, moves it where
 * there is no room, and deletes it.
 */
final class CalendarWalk {
  private static final ZoneId ZONE = ZoneId.of("Europe/London");
  private static final Duration LENGTH = Duration.ofMinutes(30);

  /** The doctor's address, which is the id of their calendar too. */
  static final String DOCTOR = "amelia@example.com";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ENGLISH).withZone(ZONE);

  private final DemoEnvironment stage;
  private final WardbellClient client;
  private final Narrator narrator;
  private final Instant start =
      ZonedDateTime.now(ZONE).plusDays(2).with(LocalTime.of(9, 0)).toInstant();
  private final Instant later = start.plus(2, ChronoUnit.HOURS);

  CalendarWalk(DemoEnvironment stage, WardbellClient client, Narrator narrator) {
    this.stage = stage;
    this.client = client;
    this.narrator = narrator;
  }

  void play(String clinic, DemoWebhook told) {
    DemoReceiver receiver = new DemoReceiver(stage.receiver(), told, narrator);
    connect(clinic);
    String appointment = book(clinic, "appointment booked here", start, "23", "Grace O'Neill");
    receiver.heard("appointment.booked", appointment);
    String event = appears(appointment);
    move(event, appointment);
    receiver.heard("appointment.updated", appointment);
    receiver.heard("calendar.event_rescheduled", appointment);
    moveOntoAnother(clinic, event, appointment);
    receiver.heard("calendar.conflict_reverted", appointment);
    delete(event, appointment);
    receiver.heard("appointment.cancelled", appointment);
  }

  private void connect(String clinic) {
    String step = "calendar connected";
    GoogleCalendarSimulator google = stage.google();
    google.addAccount(DOCTOR, ZONE);
    long began = System.nanoTime();
    JsonNode begun =
        client.post(
            step,
            "calendars/connections",
            Map.of("clinic", clinic, "doctor_id", "12", "guests", "patient", "meet", true),
            201);
    narrator.done("consent asked for", "the clinic sends Dr Amelia Okafor a link");
    String page;
    try (ConsentingDoctor doctor = new ConsentingDoctor(step, DOCTOR)) {
      page = doctor.consent(URI.create(begun.path("authorization_url").asString()));
    }
    narrator.done(
        "consent given",
        "she goes on to Google, chooses %s, allows it, and comes back to a page that says “%s”"
            .formatted(DOCTOR, page));
    JsonNode made = client.get(step, "calendars/connections/" + begun.path("id").asString());
    String id = made.path("calendar_id").asString("");
    if (id.isEmpty()) {
      throw new StepFailed(step, "a connected calendar", "the connection is " + made);
    }
    Waiting.until(
        step,
        "the calendar to be CONNECTED, with a channel for pushes",
        () -> client.get(step, "calendars/" + id),
        seen ->
            seen.path("state").asString("").equals("CONNECTED")
                && !google.channels(DOCTOR).isEmpty());
    narrator.done(
        step,
        "Dr Amelia Okafor's; Google pushes its changes to us, after " + Narrator.since(began));
    stage.workflowPage("calendar/" + id).ifPresent(at -> narrator.more("its workflow", at));
  }

  private String book(String clinic, String step, Instant at, String patient, String name) {
    JsonNode made =
        client.post(
            step,
            "appointments",
            Map.of(
                "clinic", clinic,
                "doctor_id", "12",
                "patient", Map.of("id", patient, "name", name, "email", emailOf(name)),
                "start", at.toString(),
                "end", at.plus(LENGTH).toString(),
                "time_zone", ZONE.getId(),
                "services", List.of("Consultation")),
            201);
    narrator.done(step, "%s, %s".formatted(TIME.format(at), name));
    return made.path("id").asString();
  }

  private static String emailOf(String name) {
    return name.substring(0, name.indexOf(' ')).toLowerCase(Locale.ROOT) + "@example.com";
  }

  /** Returns the id that the event has in Google. */
  private String appears(String appointment) {
    String step = "appeared in Google";
    long began = System.nanoTime();
    Doctor doctor = stage.google().doctor(DOCTOR);
    JsonNode event =
        Waiting.until(
                step, "one event in the doctor's calendar", doctor::events, all -> all.size() == 1)
            .getFirst();
    narrator.done(
        step,
        "as “%s”, after %s: no patient in the title, but %s is invited"
            .formatted(
                event.path("summary").asString(""),
                Narrator.since(began),
                event.path("attendees").path(0).path("email").asString("nobody")));
    narrator.more(
        "its Meet link",
        meetingLink(appointment, event)
            + ", made by Google because the clinic asked for it, and now the appointment's meeting_link");
    return event.path("id").asString();
  }

  /** Returns the appointment's own link, which is the one that Google gave its event. */
  private String meetingLink(String appointment, JsonNode event) {
    String step = "its Meet link";
    String link =
        Waiting.until(
                step,
                "the appointment to have a meeting_link",
                () -> client.get(step, "appointments/" + appointment + "?include=data"),
                seen -> !seen.path("data").path("meeting_link").asString("").isEmpty())
            .path("data")
            .path("meeting_link")
            .asString();
    if (!link.equals(event.path("hangoutLink").asString(""))) {
      throw new StepFailed(step, "the event's link " + event.path("hangoutLink"), "it is " + link);
    }
    return link;
  }

  private void move(String event, String appointment) {
    String step = "moved in Google";
    long began = System.nanoTime();
    stage.google().doctor(DOCTOR).move(event, later, later.plus(LENGTH));
    narrator.done(step, "the doctor drags it to " + TIME.format(later));
    Waiting.until(
        step,
        "the appointment to begin at " + later,
        () -> client.get(step, "appointments/" + appointment),
        seen -> moment(seen.path("start")).equals(later));
    narrator.done("appointment moved", "here too, after " + Narrator.since(began));
  }

  private void moveOntoAnother(String clinic, String event, String appointment) {
    Instant taken = start.plus(4, ChronoUnit.HOURS);
    book(clinic, "another one booked here", taken, "31", "Ben Adler");
    String step = "moved onto it in Google";
    long began = System.nanoTime();
    Doctor doctor = stage.google().doctor(DOCTOR);
    doctor.move(event, taken, taken.plus(LENGTH));
    narrator.done(step, "the doctor drags Grace O'Neill's to the same time");
    Waiting.until(
        step,
        "the event to be back at " + later,
        () -> doctor.event(event),
        seen -> moment(seen.path("start").path("dateTime")).equals(later));
    JsonNode kept = client.get(step, "appointments/" + appointment);
    if (!moment(kept.path("start")).equals(later)) {
      throw new StepFailed(step, "the appointment to stay at " + later, "it is " + kept);
    }
    narrator.trouble(
        "put back in Google",
        "to %s, after %s: nobody is booked twice, and the clinic is told"
            .formatted(TIME.format(later), Narrator.since(began)));
  }

  private void delete(String event, String appointment) {
    String step = "deleted in Google";
    long began = System.nanoTime();
    stage.google().doctor(DOCTOR).delete(event);
    narrator.done(step, "the doctor deletes it");
    Waiting.until(
        step,
        "the appointment to be CANCELLED",
        () -> client.get(step, "appointments/" + appointment),
        seen -> seen.path("status").asString("").equals("CANCELLED"));
    narrator.done("appointment cancelled", "here too, after " + Narrator.since(began));
  }

  private static Instant moment(JsonNode text) {
    String moment = text.asString("");
    return moment.isEmpty() ? Instant.EPOCH : OffsetDateTime.parse(moment).toInstant();
  }
}
