package org.wardbell.api.clinic;

import java.util.Map;
import java.util.function.Function;
import org.wardbell.api.Call;
import org.wardbell.api.clinic.AuditedActs.Act;

/** The acts on calendars that are connected. */
final class AuditedCalendarActs {
  private static final String CALENDARS = "/api/v1/calendars";
  private static final String CALENDAR =
      """
      {"doctor_id":"d-9","google_calendar_id":"d9@clinic.example","refresh_token":"1//r"}
      """;

  private static final String NAMING = "{\"title\":\"{{patient_name}}\",\"patient_data\":true}";

  private AuditedCalendarActs() {}

  /**
   * @param call begins a request of the walk
   */
  static void put(Map<String, Act> acts, Function<String, Call> call) {
    acts.put(
        "DELETE /api/v1/calendars/{id}",
        new Act("calendar.disconnected", () -> call.apply(connected(call)).delete()));
    acts.put(
        "POST /api/v1/calendars/{id}/resume",
        new Act("calendar.resumed", () -> call.apply(connected(call) + "/resume").post("")));
    acts.put(
        "POST /api/v1/calendars/{id}/receive",
        new Act("calendar.receives", () -> call.apply(connected(call) + "/receive").post("")));
    acts.put(
        "POST /api/v1/calendars/{id}/sync",
        new Act("calendar.sync_requested", () -> call.apply(connected(call) + "/sync").post("")));
    String style = "/api/v1/calendars/{id}/event-style";
    acts.put(
        "PUT " + style,
        new Act(
            "calendar.event_style_changed",
            () -> call.apply(connected(call) + "/event-style").put(NAMING)));
    acts.put(
        "DELETE " + style,
        new Act(
            "calendar.event_style_changed",
            () -> call.apply(connected(call) + "/event-style").delete()));
  }

  /**
   * @param clinic the clinic of the walk
   */
  static void putOfClinic(Map<String, Act> acts, String clinic, Function<String, Call> call) {
    String style = "/api/v1/clinics/" + clinic + "/event-style";
    acts.put(
        "PUT /api/v1/clinics/{id}/event-style",
        new Act("calendar.event_style_changed", () -> call.apply(style).put(NAMING)));
    acts.put(
        "POST /api/v1/clinics/{id}/event-style/preview",
        new Act("calendar.event_previewed", () -> call.apply(style + "/preview").post("{}")));
  }

  private static String connected(Function<String, Call> call) {
    return call.apply(CALENDARS).post(CALENDAR).header("location");
  }
}
