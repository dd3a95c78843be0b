package org.wardbell.api.appointment;

import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.wardbell.api.change.ReturnedBodies;
import org.wardbell.api.problem.ProblemException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Bodies that replace an appointment: as they are written by hand, and as they were read. What was
 * read has the patient, the services and the description in {@code data}, or not at all.
 */
@Component
final class AppointmentBodies {
  private static final String DATA = "data";
  private static final String PATIENT = "patient";
  private static final String EXTERNAL_ID = "external_id";
  private static final String CLINIC = "clinic";

  private static final List<String> WITHIN_DATA = List.of(PATIENT, "services", "description");

  /** What a calendar changes, or each change. */
  private static final Set<String> MOVING = Set.of("version", "rsvp", "sync", "updated_at", DATA);

  /** What a calendar changes within the data. */
  private static final String MEETING_LINK = "meeting_link";

  private final ReturnedBodies returned;
  private final JsonMapper json;

  AppointmentBodies(ReturnedBodies returned, JsonMapper json) {
    this.returned = returned;
    this.json = json;
  }

  /**
   * Returns the request that a body makes.
   *
   * @param shown the appointment with its data
   * @throws ProblemException 422 that names what cannot be set and is not as it is kept
   */
  AppointmentRequest replacing(AppointmentView shown, ObjectNode body) {
    ObjectNode wanted = returned.settable(body, shown, AppointmentRequest.class, MOVING);
    ObjectNode kept = json.valueToTree(shown);
    requireSame(EXTERNAL_ID, wanted, kept);
    requireSame(CLINIC, wanted, kept);
    if (body.get(DATA) instanceof ObjectNode data) {
      take(data, wanted);
    }
    if (!wanted.hasNonNull(PATIENT) && kept.get(DATA) instanceof ObjectNode data) {
      fill(data, wanted);
    }
    return returned.read(wanted, AppointmentRequest.class);
  }

  private static void requireSame(String name, ObjectNode wanted, ObjectNode kept) {
    if (wanted.hasNonNull(name) && !wanted.path(name).equals(kept.path(name))) {
      throw ProblemException.invalid(
          name, "cannot be changed", "Leave it out, or send it back as it was read.");
    }
  }

  private static void take(ObjectNode data, ObjectNode wanted) {
    for (String name : data.propertyNames()) {
      if (name.equals(MEETING_LINK)) {
        continue;
      }
      if (!WITHIN_DATA.contains(name)) {
        throw ProblemException.invalid(
            DATA + "." + name,
            "is not a field that exists here",
            "Remove it or check its spelling.");
      }
      if (wanted.has(name)) {
        throw ProblemException.invalid(
            name, "is there twice", "Give it in data, or beside it, but not both.");
      }
      wanted.set(name, data.path(name));
    }
  }

  private static void fill(ObjectNode data, ObjectNode wanted) {
    for (String name : WITHIN_DATA) {
      if (!wanted.has(name) && data.has(name)) {
        wanted.set(name, data.path(name));
      }
    }
  }
}
