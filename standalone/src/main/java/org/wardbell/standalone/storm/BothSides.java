package org.wardbell.standalone.storm;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An appointment and its event, compared field by field. Differences are said in plain words
 * without any person's name or address.
 *
 * @param appointment as the api shows it with its data; null if it was removed
 * @param event as Google holds it, also when it is deleted; null if there is none
 * @param linked whether the calendar's events are the clinic's to write; false after the doctor
 *     deleted one where that lets the appointment go
 * @param style what the event is to say
 * @param subject what was done to it; null if the storm did not hear that it was booked
 */
record BothSides(
    @Nullable JsonNode appointment,
    @Nullable JsonNode event,
    boolean linked,
    StormStyle style,
    @Nullable Subject subject) {
  private static final Set<String> SHOWN =
      Set.of("PENDING", "BOOKED", "ARRIVED", "CHECKED_IN", "CHECKED_OUT", "NO_SHOW");

  private static final Set<String> OVER = Set.of("CHECKED_OUT", "NO_SHOW");

  /** Returns what differs; empty if nothing does. */
  List<String> differences() {
    boolean there = event != null && !DoctorActs.isCancelled(event);
    if (appointment == null) {
      return there ? List.of("the appointment was removed, but its event is there") : List.of();
    }
    String status = appointment.path("status").asString("");
    boolean wanted = SHOWN.contains(status) && linked;
    // What took place does not follow the calendar any more, and the calendar is left alone.
    boolean doctors = OVER.contains(status) && (subject == null || subject.wasActedOn());
    if (wanted != there && !doctors) {
      return List.of(
          "the appointment is %s, but its event is %s"
              .formatted(status, there ? "there" : "not there"));
    }
    List<String> found = new ArrayList<>();
    if (event == null || !there) {
      if (!meeting(appointment).isEmpty() && !OVER.contains(status)) {
        found.add("the appointment has a video meeting without an event");
      }
      return found;
    }
    if (!doctors) {
      times(event, appointment, found);
    }
    title(event, appointment, found);
    guests(event, appointment, found);
    if (!OVER.contains(status)) {
      meetings(event, appointment, found);
    }
    return found;
  }

  private static void times(JsonNode event, JsonNode appointment, List<String> found) {
    for (String field : List.of("start", "end")) {
      Instant clinic = moment(appointment.path(field).asString(""));
      Instant google = moment(event.path(field).path("dateTime").asString(""));
      if (google == null) {
        found.add("the event has no time of day as its " + field);
      } else if (!google.equals(clinic)) {
        found.add(
            "the %s of the event is %s, that of the appointment %s"
                .formatted(field, google, clinic));
      }
    }
    if (event.path("recurrence").isArray()) {
      found.add("the event is a series");
    }
  }

  private static @Nullable Instant moment(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException none) {
      return null;
    }
  }

  /**
   * A title is the clinic's, or one that the doctor wrote when the event may have been for this
   * patient already.
   */
  private void title(JsonNode event, JsonNode appointment, List<String> found) {
    String title = event.path("summary").asString("");
    if (subject == null) {
      return;
    }
    String ours = style.title(appointment);
    List<Subject.Title> doctors = subject.titles();
    String patient = patient(appointment);
    boolean fits =
        subject.wordsMayGo()
            ? title.equals(ours)
                || doctors.stream()
                    .anyMatch(
                        each -> each.text().equals(title) && each.patients().contains(patient))
            : title.equals(doctors.isEmpty() ? ours : doctors.getLast().text());
    if (!fits) {
      found.add("the title of the event is neither the clinic's nor the doctor's last one");
    }
    String description = event.path("description").asString("");
    if (!description.isEmpty()) {
      found.add("the event has a description that nobody wrote");
    }
  }

  private static String patient(JsonNode appointment) {
    return appointment.path("data").path("patient").path("email").asString("");
  }

  private static String meeting(JsonNode appointment) {
    return appointment.path("data").path("meeting_link").asString("");
  }

  private void meetings(JsonNode event, JsonNode appointment, List<String> found) {
    String there = event.path("hangoutLink").asString("");
    if (!there.equals(meeting(appointment))) {
      found.add(
          "the video meeting of the event is %s, that of the appointment %s"
              .formatted(
                  there.isEmpty() ? "none" : "there",
                  meeting(appointment).isEmpty() ? "none" : there.isEmpty() ? "there" : "another"));
    }
    if (style.meets() && there.isEmpty() && !hasFailedMeeting(event)) {
      found.add("the event has no video meeting");
    }
  }

  /** Returns whether Google said that it could not make the event's video meeting. */
  static boolean hasFailedMeeting(@Nullable JsonNode event) {
    return event != null
        && event
            .path("conferenceData")
            .path("createRequest")
            .path("status")
            .path("statusCode")
            .asString("")
            .equals("failure");
  }

  private void guests(JsonNode event, JsonNode appointment, List<String> found) {
    Set<String> patients = new TreeSet<>();
    Set<String> others = new TreeSet<>();
    String answer = "needsAction";
    for (JsonNode guest : event.path("attendees")) {
      String address = guest.path("email").asString("").toLowerCase(Locale.ROOT);
      if (StormWorld.isPatient(address)) {
        patients.add(address);
        answer = guest.path("responseStatus").asString("needsAction");
      } else {
        others.add(address);
      }
    }
    String patient = patient(appointment);
    Set<String> invited = style.invites() ? Set.of(patient) : Set.of();
    if (!patients.equals(invited)) {
      found.add(
          "the event has %d patients as guests, %s"
              .formatted(
                  patients.size(),
                  patients.containsAll(invited)
                      ? "at least one of whom it is not for"
                      : "but not the one it is for"));
    }
    String rsvp = appointment.path("rsvp").asString("");
    // An answer to what took place changes nothing here.
    boolean counts =
        !answer.equals("needsAction") && !OVER.contains(appointment.path("status").asString(""));
    if (counts && !answer.equals(rsvp) && patients.equals(invited)) {
      found.add(
          "the patient's answer is %s in the event, and %s here"
              .formatted(answer, rsvp.isEmpty() ? "none" : rsvp));
    }
    String nurse = subject == null || subject.wordsMayGo() ? null : subject.invited();
    if (nurse != null && !others.contains(nurse)) {
      found.add("a guest whom the doctor invited is not in the event any more");
    }
  }
}
