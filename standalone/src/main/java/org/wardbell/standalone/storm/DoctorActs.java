package org.wardbell.standalone.storm;

import static org.wardbell.activities.database.generated.Tables.LINK;

import java.util.List;
import java.util.Locale;
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

  /** An event in the calendar of its doctor. */
  private record Found(Doctor doctor, String id, JsonNode event) {}

  ActOutcome play(Act act) {
    return switch (act.kind()) {
      case OWN_EVENT, DRAG_OWN_EVENT, DELETE_OWN_EVENT, OWN_SERIES, CHANGE_OWN_SERIES -> own(act);
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

  /** Finds the appointment's event in a calendar of its clinic. */
  private @Nullable Found find(Subject subject, Predicate<JsonNode> wanted) {
    UUID id = subject.id();
    if (id == null) {
      return null;
    }
    for (StormDoctor each : world.doctors()) {
      String event =
          servers
              .database()
              .select(LINK.GOOGLE_EVENT_ID)
              .from(LINK)
              .where(LINK.CALENDAR_ID.eq(each.calendar()))
              .and(LINK.APPOINTMENT_ID.eq(id))
              .fetchOne(LINK.GOOGLE_EVENT_ID);
      Doctor doctor = servers.google().doctor(each.account());
      JsonNode shown = event == null ? null : eventOrNull(doctor, event);
      if (event != null && shown != null && wanted.test(shown)) {
        return new Found(doctor, event, shown);
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

  private ActOutcome own(Act act) {
    if (act.kind() == ActKind.OWN_EVENT || act.kind() == ActKind.OWN_SERIES) {
      make(act);
      return ActOutcome.DONE;
    }
    List<StormWorld.OwnEvent> candidates =
        world.ownEvents().stream()
            .filter(
                own ->
                    world.series().contains(own.id()) == (act.kind() == ActKind.CHANGE_OWN_SERIES))
            .filter(own -> !isCancelled(doctor(own).event(own.id())))
            .toList();
    if (candidates.isEmpty()) {
      return ActOutcome.SKIPPED;
    }
    StormWorld.OwnEvent own = candidates.get(act.number() % candidates.size());
    switch (act.kind()) {
      case DRAG_OWN_EVENT ->
          doctor(own).move(own.id(), world.start(act.slot()), world.end(act.slot()));
      case DELETE_OWN_EVENT -> doctor(own).delete(own.id());
      default -> {
        return changeSeries(act, own);
      }
    }
    return ActOutcome.DONE;
  }

  private Doctor doctor(StormWorld.OwnEvent own) {
    return servers.google().doctor(world.doctor(own.doctor()).account());
  }

  private void make(Act act) {
    ObjectNode event = JSON.createObjectNode().put("summary", "Private");
    event
        .putObject("start")
        .put("dateTime", world.start(act.slot()).toString())
        .put("timeZone", StormWorld.ZONE.getId());
    event
        .putObject("end")
        .put("dateTime", world.end(act.slot()).toString())
        .put("timeZone", StormWorld.ZONE.getId());
    if (act.kind() == ActKind.OWN_SERIES) {
      event.putArray("recurrence").add("RRULE:FREQ=WEEKLY;COUNT=5");
    }
    StormDoctor doctor = world.doctor(act.doctor());
    String id = servers.google().doctor(doctor.account()).create(event.toString());
    world.ownEvents().add(new StormWorld.OwnEvent(act.doctor(), id));
    if (act.kind() == ActKind.OWN_SERIES) {
      world.madeSeries(id);
    }
  }

  private ActOutcome changeSeries(Act act, StormWorld.OwnEvent own) {
    Doctor doctor = doctor(own);
    List<JsonNode> instances = doctor.instances(own.id());
    if (instances.isEmpty()) {
      return ActOutcome.SKIPPED;
    }
    JsonNode instance = instances.get(act.slot() % instances.size());
    String id = instance.path("id").asString();
    switch (act.number() % 3) {
      case 0 -> doctor.delete(id);
      case 1 -> doctor.edit(id, "{\"transparency\":\"transparent\"}");
      default -> doctor.move(id, world.start(act.slot()), world.end(act.slot()));
    }
    return ActOutcome.DONE;
  }
}
