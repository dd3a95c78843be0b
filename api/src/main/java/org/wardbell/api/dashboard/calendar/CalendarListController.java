package org.wardbell.api.dashboard.calendar;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.wardbell.activities.calendar.CalendarStore;
import org.wardbell.activities.calendar.CalendarView;
import org.wardbell.activities.clinic.Role;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.dashboard.frame.Addresses;
import org.wardbell.api.dashboard.frame.Figures;
import org.wardbell.api.dashboard.frame.NamedView;
import org.wardbell.api.page.Page;
import org.wardbell.api.page.PageRequest;
import org.wardbell.api.problem.FieldChecks;
import org.wardbell.workflows.calendar.CalendarState;

/** The list of doctors' calendars. */
@Controller
class CalendarListController {
  static final String PATH = "/calendars";

  private final CalendarStore calendars;

  CalendarListController(CalendarStore calendars) {
    this.calendars = calendars;
  }

  @GetMapping(PATH)
  @Needs(Role.READER)
  String show(
      @RequestParam(name = "doctor_id", required = false) @Nullable String doctor,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String cursor,
      Caller caller,
      Model model) {
    PageRequest page = PageRequest.of(null, cursor);
    String ofDoctor = Addresses.typed(doctor);
    FieldChecks checks = new FieldChecks();
    CalendarState wanted =
        checks.optionalConstant("state", Addresses.typed(state), CalendarState.class);
    checks.orThrow();
    Page<CalendarsPage.Row> found =
        page.page(
            calendars.list(caller.clinicId(), ofDoctor, wanted, page.afterId(), page.rows()),
            calendar -> calendar.id().toString(),
            CalendarListController::row);
    model.addAttribute(
        "page",
        new CalendarsPage(
            views(wanted, ofDoctor),
            wanted != null || ofDoctor != null,
            found.data(),
            found.nextCursor() == null ? null : address(wanted, ofDoctor, found.nextCursor()),
            cursor == null ? null : address(wanted, ofDoctor, null)));
    return "calendar/calendars";
  }

  private static List<NamedView> views(@Nullable CalendarState shown, @Nullable String doctor) {
    List<NamedView> views = new ArrayList<>();
    views.add(new NamedView("All", PATH, shown == null && doctor == null));
    view(views, "Connected", CalendarState.CONNECTED, shown);
    view(views, "Connect again", CalendarState.RECONNECT_NEEDED, shown);
    view(views, "Polled", CalendarState.POLL_ONLY, shown);
    view(views, "Given up", CalendarState.DISCONNECTED, shown);
    return views;
  }

  private static void view(
      List<NamedView> views, String name, CalendarState state, @Nullable CalendarState shown) {
    views.add(new NamedView(name, address(state, null, null), state == shown));
  }

  private static String address(
      @Nullable CalendarState state, @Nullable String doctor, @Nullable String cursor) {
    Map<String, String> parameters = new LinkedHashMap<>();
    Addresses.put(parameters, "state", state == null ? null : state.name());
    Addresses.put(parameters, "doctor_id", doctor);
    Addresses.put(parameters, "cursor", cursor);
    return Addresses.of(PATH, parameters);
  }

  private static CalendarsPage.Row row(CalendarView calendar) {
    return new CalendarsPage.Row(
        calendar.id(),
        calendar.clinicId(),
        CalendarWords.name(calendar.doctor()),
        calendar.googleCalendarId(),
        CalendarWords.of(calendar),
        calendar.lastPushAt(),
        calendar.lastSyncAt(),
        calendar.lag().isZero() ? "" : Figures.duration(calendar.lag()));
  }
}
