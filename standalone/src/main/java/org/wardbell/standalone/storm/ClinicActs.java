package org.wardbell.standalone.storm;

import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.wardbell.standalone.bench.environment.BenchmarkException;
import org.wardbell.standalone.storm.stage.StormApi;
import tools.jackson.databind.JsonNode;

/** The acts of a clinic's program, through the public API. */
final class ClinicActs {
  private static final int PATIENTS = 4;
  private static final List<String> STATUSES =
      List.of("ARRIVED", "CHECKED_IN", "PENDING", "BOOKED", "CHECKED_OUT");

  private final StormApi api;
  private final StormWorld world;

  ClinicActs(StormApi api, StormWorld world) {
    this.api = api;
    this.world = world;
  }

  ActOutcome play(Act act) {
    Subject subject = world.subject(act.subject());
    if (act.kind() == ActKind.BOOK) {
      return subject.id() == null ? book(act, subject) : ActOutcome.SKIPPED;
    }
    UUID id = subject.id();
    if (id == null) {
      return ActOutcome.SKIPPED;
    }
    String path = "appointments/" + id;
    return switch (act.kind()) {
      case CANCEL -> {
        subject.mayLoseWords();
        yield ended(api.post(path + "/cancel", null));
      }
      case BOOK_AGAIN -> {
        subject.mayLoseWords();
        yield ended(api.post(path + "/status", Map.of("status", "BOOKED")));
      }
      case STATUS ->
          ended(
              api.post(
                  path + "/status",
                  Map.of("status", STATUSES.get(act.number() % STATUSES.size()))));
      case REMOVE -> ended(api.delete(path));
      default -> change(act, subject, path);
    };
  }

  private ActOutcome book(Act act, Subject subject) {
    StormDoctor doctor = world.doctorFor(subject, act.number());
    Map<String, Object> body = new HashMap<>();
    body.put("clinic", doctor.clinic());
    body.put("doctor_id", doctor.id());
    body.put("patient", patient(act.number()));
    body.put("start", world.start(act.slot()).toString());
    body.put("end", world.end(act.slot()).toString());
    body.put("time_zone", StormWorld.ZONE.getId());
    body.put("services", List.of("Check-up"));
    StormApi.Answer answer = api.post("appointments", body);
    if (answer.isSuccess()) {
      subject.booked(UUID.fromString(answer.json().path("id").asString()));
      subject.isFor(address(act.number()));
    }
    return ended(answer);
  }

  private Map<String, Object> patient(int number) {
    int patient = number % PATIENTS;
    return Map.of(
        "id", "patient-" + patient, "name", "Patient " + patient, "email", address(number));
  }

  private String address(int number) {
    return world.patientAddress(number % PATIENTS);
  }

  /** Reads the appointment and sends it back, changed; the doctor may act in between. */
  private ActOutcome change(Act act, Subject subject, String path) {
    StormApi.Answer found = api.get(path + "?include=data");
    if (!found.isSuccess()) {
      return ended(found);
    }
    JsonNode now = found.json();
    Map<String, Object> body = new HashMap<>();
    body.put("doctor_id", now.path("doctor_id").asString());
    body.put("start", now.path("start").asString());
    body.put("end", now.path("end").asString());
    body.put("time_zone", StormWorld.ZONE.getId());
    switch (act.kind()) {
      case MOVE -> {
        body.put("start", world.start(act.slot()).atOffset(ZoneOffset.UTC).toString());
        body.put("end", world.end(act.slot()).atOffset(ZoneOffset.UTC).toString());
      }
      case OTHER_PATIENT -> {
        subject.mayLoseWords();
        body.put("patient", patient(act.number()));
      }
      case OTHER_TEXT -> {
        body.put("patient", now.path("data").path("patient"));
        body.put("services", List.of("Service " + act.number()));
        body.put("description", "Words of the clinic's own, " + act.number());
      }
      case OTHER_DOCTOR -> {
        subject.mayLoseWords();
        body.put("doctor_id", world.doctorFor(subject, act.number()).id());
      }
      default -> throw new IllegalArgumentException(act.kind().name());
    }
    ActOutcome outcome = ended(api.put(path, body));
    if (outcome == ActOutcome.DONE && act.kind() == ActKind.OTHER_PATIENT) {
      subject.isFor(address(act.number()));
    }
    return outcome;
  }

  private static ActOutcome ended(StormApi.Answer answer) {
    if (answer.status() >= 500) {
      throw new BenchmarkException(
          "The api answered " + answer.status() + ": " + answer.json(), null);
    }
    return answer.isSuccess() ? ActOutcome.DONE : ActOutcome.REFUSED;
  }
}
