package org.wardbell.standalone.storm;

import static org.wardbell.activities.database.generated.Tables.LINK;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.simulator.google.Doctor;
import org.wardbell.simulator.google.calendar.GoogleException;
import org.wardbell.standalone.storm.stage.StormServers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The acts of doctors in Google's own application. */
final class DoctorActs {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final List<String> ANSWERS = List.of("accepted", "declined", "tentative");

  /** In another calendar by now, not there, there already, there no more, not as it was. */
  private static final Set<Integer> CHANGED_MEANWHILE = Set.of(403, 404, 409, 410, 412);

  private final StormServers servers;
  private final StormWorld world;

  DoctorActs(StormServers servers, StormWorld world) {
    this.servers = servers;
    this.world = world;
  }

  /** An appointment's event in a calendar of its doctor. */
  private record Found(
      Subject subject, StormCalendar calendar, Doctor doctor, String id, JsonNode event) {
    /** Returns the id of the series of which it is an instance; empty if it is a single event. */
    String series() {
      return event.path("recurringEventId").asString("");
    }
  }

  ActOutcome play(Act act) {
    return switch (act.kind()) {
      case OWN_EVENT, DRAG_OWN_EVENT, DELETE_OWN_EVENT, OWN_SERIES, CHANGE_OWN_SERIES ->
          new OwnEventActs(servers, world).play(act);
      default -> unlessGone(act);
    };
  }

  /** The other side may change an event between a doctor's look and act: then Google refuses. */
  private ActOutcome unlessGone(Act act) {
    try {
      return onAppointment(act);
    } catch (GoogleException refused) {
      if (CHANGED_MEANWHILE.contains(refused.status())) {
        return ActOutcome.SKIPPED;
      }
      throw refused;
    }
  }

  private ActOutcome onAppointment(Act act) {
    Found found = find(act);
    if (found == null) {
      return ActOutcome.SKIPPED;
    }
    Subject subject = found.subject();
    Doctor doctor = found.doctor();
    servers.note(
        "seed %d: %s of appointment %d, event %s in calendar %d"
            .formatted(
                world.seed(), act.kind(), subject.number(), found.id(), found.calendar().number()));
    switch (act.kind()) {
      case DRAG -> doctor.move(found.id(), world.start(act.slot()), world.end(act.slot()));
      case ALL_DAY -> doctor.makeAllDay(found.id(), world.day(), world.day().plusDays(1));
      case DELETE -> {
        subject.mayLoseWords();
        doctor.delete(found.id());
      }
      case RESTORE -> {
        // Of some that are gone Google keeps the id alone: there is nothing to bring back.
        if (!found.event().has("start")) {
          return ActOutcome.SKIPPED;
        }
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
    String patient = patient(found.event());
    if (patient == null) {
      return ActOutcome.SKIPPED;
    }
    found.doctor().answer(found.id(), patient, ANSWERS.get(number % ANSWERS.size()));
    return ActOutcome.DONE;
  }

  private static @Nullable String patient(JsonNode event) {
    for (JsonNode guest : event.path("attendees")) {
      String address = guest.path("email").asString("").toLowerCase(Locale.ROOT);
      if (StormWorld.isPatient(address)) {
        return address;
      }
    }
    return null;
  }

  /** Makes a single event repeat, as the appointment's own. */
  private ActOutcome repeat(Found found, Subject subject) {
    world.repeated(found.id());
    found.doctor().edit(found.id(), "{\"recurrence\":[\"RRULE:FREQ=WEEKLY;COUNT=3\"]}");
    subject.actedOn();
    return ActOutcome.DONE;
  }

  /** Changes the series of which the appointment is one instance, or another instance of it. */
  private ActOutcome changeRepeated(Found found, Subject subject, Act act) {
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
    StormCalendar other = other(found);
    if (other == null) {
      return ActOutcome.SKIPPED;
    }
    found.doctor().moveTo(found.id(), other.googleId());
    subject.actedOn();
    return ActOutcome.DONE;
  }

  private @Nullable StormCalendar other(Found found) {
    return world.doctor(found.calendar()).calendars().stream()
        .filter(each -> !each.equals(found.calendar()))
        .findFirst()
        .orElse(null);
  }

  /** Finds the act's appointment, or else the next one whose event it can be done to. */
  private @Nullable Found find(Act act) {
    for (int step = 0; step < ActScript.SUBJECTS; step++) {
      Found found = find(world.subject((act.subject() + step) % ActScript.SUBJECTS));
      if (found != null && fits(act.kind(), found)) {
        return found;
      }
    }
    return null;
  }

  private boolean fits(ActKind kind, Found found) {
    boolean single = found.series().isEmpty() && !found.event().has("recurrence");
    return isCancelled(found.event()) == (kind == ActKind.RESTORE)
        && switch (kind) {
          case ANSWER -> patient(found.event()) != null;
          case REPEAT -> single;
          case CHANGE_REPEATED -> !found.series().isEmpty();
          case OTHER_CALENDAR -> single && other(found) != null;
          default -> true;
        };
  }

  /** Finds an appointment's event in one of the calendars; of several the living one. */
  private @Nullable Found find(Subject subject) {
    UUID id = subject.id();
    if (id == null) {
      return null;
    }
    Map<UUID, String> events =
        servers
            .database()
            .select(LINK.CALENDAR_ID, LINK.GOOGLE_EVENT_ID)
            .from(LINK)
            .where(LINK.APPOINTMENT_ID.eq(id))
            .fetchMap(LINK.CALENDAR_ID, LINK.GOOGLE_EVENT_ID);
    Found deleted = null;
    for (StormCalendar each : world.calendars()) {
      String event = events.get(each.id());
      Doctor doctor = servers.google().doctor(each.googleId());
      JsonNode shown = event == null ? null : eventOrNull(doctor, event);
      if (event != null && shown != null) {
        Found found = new Found(subject, each, doctor, event, shown);
        if (!isCancelled(shown)) {
          return found;
        }
        deleted = found;
      }
    }
    return deleted;
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
