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
  }

  private static String connected(Function<String, Call> call) {
    return call.apply(CALENDARS).post(CALENDAR).header("location");
  }
}
