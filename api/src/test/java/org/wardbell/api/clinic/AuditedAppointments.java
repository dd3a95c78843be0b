package org.wardbell.api.clinic;

import java.util.Map;
import java.util.function.Function;
import org.wardbell.api.Call;
import org.wardbell.api.clinic.AuditedActs.Act;

/** What the audit trail tells of appointments, and of imports of them. */
final class AuditedAppointments {
  private final String clinic;
  private final Function<String, Call> to;

  /** Each appointment has a day of its own, because a slot is taken once. */
  private int days = 1;

  private AuditedAppointments(String clinic, Function<String, Call> to) {
    this.clinic = clinic;
    this.to = to;
  }

  /**
   * Adds them.
   *
   * @param to a call of the clinic's administrator
   */
  static void put(Map<String, Act> acts, String clinic, Function<String, Call> to) {
    AuditedAppointments appointments = new AuditedAppointments(clinic, to);
    appointments.changes(acts);
    appointments.imports(acts);
  }

  private Call call(String path) {
    return to.apply(path);
  }

  private void changes(Map<String, Act> acts) {
    String appointments = "/api/v1/appointments";
    acts.put(
        "POST /api/v1/appointments",
        new Act("appointment.booked", () -> call(appointments).post(appointment(days++))));
    acts.put(
        "GET /api/v1/appointments", new Act("appointment.listed", () -> call(appointments).get()));
    acts.put(
        "GET /api/v1/appointments/{id}", new Act("appointment.read", () -> call(booked()).get()));
    acts.put(
        "PUT /api/v1/appointments/{id}",
        new Act("appointment.changed", () -> call(booked()).put(appointment(days++))));
    acts.put(
        "POST /api/v1/appointments/{id}/cancel",
        new Act("appointment.cancelled", () -> call(booked() + "/cancel").post("")));
    acts.put(
        "POST /api/v1/appointments/{id}/status",
        new Act(
            "appointment.status_changed",
            () -> call(booked() + "/status").post("{\"status\":\"CHECKED_IN\"}")));
    acts.put(
        "DELETE /api/v1/appointments/{id}",
        new Act("appointment.deleted", () -> call(booked()).delete()));
    acts.put(
        "GET /api/v1/appointments/{id}/history",
        new Act("appointment.history_read", () -> call(booked() + "/history").get()));
    acts.put(
        "PUT /api/v1/clinics/{id}/appointment-policy",
        new Act(
            "appointment_policy.changed",
            () ->
                call("/api/v1/clinics/" + clinic + "/appointment-policy")
                    .put("{\"reminder_minutes\":[60]}")));
  }

  private void imports(Map<String, Act> acts) {
    String imports = "/api/v1/appointment-imports";
    acts.put("POST " + imports, new Act("appointment_import.requested", () -> imported(imports)));
    acts.put(
        "POST " + imports + "/{id}/cancel",
        new Act(
            "appointment_import.cancelled",
            () ->
                call(imports + "/" + imported(imports).json().path("id").asString() + "/cancel")
                    .post("")));
  }

  private Call.Answer imported(String imports) {
    return call(imports).header("Content-Type", "application/jsonl").send("POST", "{}\n");
  }

  private static String appointment(int day) {
    return ("{\"doctor_id\":\"17\",\"patient\":{\"id\":\"p-1\",\"name\":\"Rosa CANARYNAME\"},"
            + "\"start\":\"2031-05-%02dT09:00:00Z\",\"end\":\"2031-05-%02dT09:30:00Z\",\"time_zone\":\"Europe/Berlin\"}")
        .formatted(day, day);
  }

  private String booked() {
    return "/api/v1/appointments/"
        + call("/api/v1/appointments").post(appointment(days++)).json().path("id").asString();
  }
}
