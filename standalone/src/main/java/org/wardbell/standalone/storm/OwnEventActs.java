package org.wardbell.standalone.storm;

import java.util.List;
import org.wardbell.simulator.google.Doctor;
import org.wardbell.standalone.storm.stage.StormServers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The acts of doctors on events that are no appointments. */
final class OwnEventActs {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final StormServers servers;
  private final StormWorld world;

  OwnEventActs(StormServers servers, StormWorld world) {
    this.servers = servers;
    this.world = world;
  }

  ActOutcome play(Act act) {
    if (act.kind() == ActKind.OWN_EVENT || act.kind() == ActKind.OWN_SERIES) {
      make(act);
      return ActOutcome.DONE;
    }
    List<StormWorld.OwnEvent> candidates =
        world.ownEvents().stream()
            .filter(
                own ->
                    world.series().contains(own.id()) == (act.kind() == ActKind.CHANGE_OWN_SERIES))
            .filter(own -> !DoctorActs.isCancelled(doctor(own).event(own.id())))
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
    return servers.google().doctor(own.calendar().googleId());
  }

  private void make(Act act) {
    ObjectNode event = JSON.createObjectNode().put("summary", StormQuiet.PRIVATE);
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
    List<StormCalendar> calendars = world.doctor(act.doctor()).calendars();
    StormCalendar calendar = calendars.get(act.number() % calendars.size());
    String id = servers.google().doctor(calendar.googleId()).create(event.toString());
    world.ownEvents().add(new StormWorld.OwnEvent(calendar, id));
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
