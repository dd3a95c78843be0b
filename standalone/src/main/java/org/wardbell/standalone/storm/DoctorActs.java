package org.wardbell.standalone.storm;

import static org.wardbell.activities.database.generated.Tables.LINK;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.wardbell.simulator.google.Doctor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The acts of doctors in Google's own application. */
final class DoctorActs {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final List<String> ANSWERS = List.of("accepted", "declined", "tentative");

  private final StormServers servers;
  private final StormWorld world;

  DoctorActs(StormServers servers, StormWorld world) {
    this.servers = servers;
    this.world = world;
  }

  /** An appointment's event in a calendar of its doctor. */
  private record Found(StormCalendar calendar, Doctor doctor, String id, JsonNode event) {
    /** Returns the id of the series of which it is an instance; empty if it is a single event. */
    String series() {
      return event.path("recurringEventId").asString("");
    }
  }

  ActOutcome play(Act act) {
    return switch (act.kind()) {
      case OWN_EVENT, DRAG_OWN_EVENT, DELETE_OWN_EVENT, OWN_SERIES, CHANGE_OWN_SERIES ->
          new OwnEventActs(servers, world).play(act);
      default -> onAppointment(act);
    };
  }

  private ActOutcome onAppointment(Act act) {
    Subject subject = world.subject(act.subject());
    boolean deleted = act.kind() == ActKind.RESTORE;
    Found found = find(subject, event -> isCancelled(event) == deleted);
    if (found == null) {
      return ActOutcome.SKIPPED;
    }
    Doctor doctor = found.doctor();
    switch (act.kind()) {
      case DRAG -> doctor.move(found.id(), world.start(act.slot()), world.end(act.slot()));
      case ALL_DAY -> doctor.makeAllDay(found.id(), world.day(), world.day().plusDays(1));
      case DELETE -> {
        subject.mayLoseWords();
        doctor.delete(found.id());
      }
      case RESTORE -> {
        subject.mayLoseWords();
        doctor.restore(found.id());
      }
      case WRITE_WORDS -> {
        String title = "The doctor's words " + act.number();
        doctor.edit(found.id(), JSON.createObjectNode().put("summary", title).toString());
        subject.titled(title);
      }
      case INVITE -> invite(found, subject, act.number());
      case ANSWER -> {
        return answer(found, act.number());
      }
      case REPEAT -> {
        return repeat(found, subject);
      }
      case CHANGE_REPEATED -> {
        return changeRepeated(found, subject, act);
      }
      case OTHER_CALENDAR -> {
        return toOtherCalendar(found, subject);
      }
      default -> throw new IllegalArgumentException(act.kind().name());
    }
    subject.actedOn();
    return ActOutcome.DONE;
  }

  private static void invite(Found found, Subject subject, int number) {
    String nurse = "nurse-%d@clinic.example".formatted(number);
    ObjectNode patch = JSON.createObjectNode();
    ArrayNode guests = patch.putArray("attendees");
    found.event().path("attendees").forEach(guests::add);
    guests.addObject().put("email", nurse);
    found.doctor().edit(found.id(), patch.toString());
    subject.invited(nurse);
  }

  private static ActOutcome answer(Found found, int number) {
    for (JsonNode guest : found.event().path("attendees")) {
      String address = guest.path("email").asString("").toLowerCase(Locale.ROOT);
      if (StormWorld.isPatient(address)) {
        found.doctor().answer(found.id(), address, ANSWERS.get(number % ANSWERS.size()));
        return ActOutcome.DONE;
      }
    }
    return ActOutcome.SKIPPED;
  }

  /** Makes a single event repeat, as the appointment's own. */
  private ActOutcome repeat(Found found, Subject subject) {
    if (!found.series().isEmpty() || found.event().has("recurrence")) {
      return ActOutcome.SKIPPED;
    }
    world.repeated(found.id());
    found.doctor().edit(found.id(), "{\"recurrence\":[\"RRULE:FREQ=WEEKLY;COUNT=3\"]}");
    subject.actedOn();
    return ActOutcome.DONE;
  }

  /** Changes the series of which the appointment is one instance, or another instance of it. */
  private ActOutcome changeRepeated(Found found, Subject subject, Act act) {
    if (found.series().isEmpty()) {
      return ActOutcome.SKIPPED;
    }
    Doctor doctor = found.doctor();
    List<JsonNode> instances = doctor.instances(found.series());
    if (instances.size() < 2) {
      return ActOutcome.SKIPPED;
    }
    subject.mayLoseWords();
    subject.actedOn();
    String last = instances.getLast().path("id").asString();
    switch (act.number() % 6) {
      case 0 -> doctor.move(found.series(), world.start(act.slot()), world.end(act.slot()));
      case 1 -> doctor.editFollowing(last, "{\"colorId\":\"5\"}");
      case 2 -> doctor.edit(found.series(), "{\"recurrence\":null}");
      case 3 -> doctor.move(last, world.start(act.slot()), world.end(act.slot()));
      case 4 -> doctor.delete(last);
      default -> doctor.delete(found.series());
    }
    return ActOutcome.DONE;
  }

  private ActOutcome toOtherCalendar(Found found, Subject subject) {
    Optional<StormCalendar> other =
        world.doctor(found.calendar()).calendars().stream()
            .filter(each -> !each.equals(found.calendar()))
            .findFirst();
    if (other.isEmpty() || !found.series().isEmpty()) {
      return ActOutcome.SKIPPED;
    }
    found.doctor().moveTo(found.id(), other.get().googleId());
    subject.actedOn();
    return ActOutcome.DONE;
  }

  /** Finds the appointment's event in a calendar of its clinic. */
  private @Nullable Found find(Subject subject, Predicate<JsonNode> wanted) {
    UUID id = subject.id();
    if (id == null) {
      return null;
    }
    for (StormCalendar each : world.calendars()) {
      String event =
          servers
              .database()
              .select(LINK.GOOGLE_EVENT_ID)
              .from(LINK)
              .where(LINK.CALENDAR_ID.eq(each.id()))
              .and(LINK.APPOINTMENT_ID.eq(id))
              .fetchOne(LINK.GOOGLE_EVENT_ID);
      Doctor doctor = servers.google().doctor(each.googleId());
      JsonNode shown = event == null ? null : eventOrNull(doctor, event);
      if (event != null && shown != null && wanted.test(shown)) {
        return new Found(each, doctor, event, shown);
      }
    }
    return null;
  }

  private static @Nullable JsonNode eventOrNull(Doctor doctor, String id) {
    try {
      return doctor.event(id);
    } catch (IllegalArgumentException notThere) {
      return null;
    }
  }

  static boolean isCancelled(JsonNode event) {
    return event.path("status").asString("").equals("cancelled");
  }
}
