package org.wardbell.simulator.google;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.wardbell.simulator.http.Response;
import tools.jackson.databind.JsonNode;

/** The acts of the person in front of the calendar, over HTTP: {@code POST /_control/doctor/…}. */
final class DoctorJson {

  private DoctorJson() {}

  /** Does an act; answers with the event as it then is. */
  static Response act(String act, Doctor doctor, JsonNode body) {
    String event = body.path("event").asString("");
    switch (act) {
      case "doctor/create" -> event = create(doctor, body);
      case "doctor/move" -> doctor.move(event, moment(body, "start"), moment(body, "end"));
      case "doctor/all-day" -> doctor.makeAllDay(event, day(body, "start"), day(body, "end"));
      case "doctor/move-to" -> {
        doctor.moveTo(event, ControlRoutes.need(body, "to"));
        return Response.of(204);
      }
      case "doctor/edit" -> doctor.edit(event, body.path("patch").toString());
      case "doctor/edit-following" ->
          event = doctor.editFollowing(event, body.path("patch").toString());
      case "doctor/delete" -> doctor.delete(event);
      case "doctor/restore" -> doctor.restore(event);
      case "doctor/answer" ->
          doctor.answer(
              event, ControlRoutes.need(body, "guest"), ControlRoutes.need(body, "response"));
      default -> {
        return ControlRoutes.problem(404, "no such act: " + act);
      }
    }
    return Response.json(200, doctor.event(event).toString());
  }

  private static String create(Doctor doctor, JsonNode body) {
    return body.path("resource").isObject()
        ? doctor.create(body.path("resource").toString())
        : doctor.create(
            body.path("summary").asString("Busy"), moment(body, "start"), moment(body, "end"));
  }

  private static Instant moment(JsonNode body, String field) {
    return OffsetDateTime.parse(ControlRoutes.need(body, field)).toInstant();
  }

  private static LocalDate day(JsonNode body, String field) {
    return LocalDate.parse(ControlRoutes.need(body, field));
  }
}
