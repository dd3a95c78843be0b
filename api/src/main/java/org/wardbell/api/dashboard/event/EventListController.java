package org.wardbell.api.dashboard.event;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.delivery.query.EventListQuery;
import org.wardbell.activities.delivery.query.EventSlice;
import org.wardbell.activities.event.KeptEvent;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.access.SignedIn;
import org.wardbell.api.dashboard.frame.Addresses;
import org.wardbell.api.dashboard.frame.NamedView;
import org.wardbell.api.event.read.EventLogFilter;
import org.wardbell.api.page.Cursors;
import org.wardbell.api.page.PageRequest;

/** The list of events. It shows no subject: a subject may name a patient. */
@Controller
class EventListController {
  /** Rows on a page: some screens, and one query of a few milliseconds. */
  private static final int ROWS = 50;

  private final EventListQuery lists;
  private final Cursors cursors;

  EventListController(EventListQuery lists, Cursors cursors) {
    this.lists = lists;
    this.cursors = cursors;
  }

  @GetMapping(EventsFilter.PATH)
  @Needs(Role.READER)
  String show(
      @RequestParam(name = "event_type", required = false) @Nullable String eventType,
      @RequestParam(required = false) @Nullable String source,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String cursor,
      Caller caller,
      SignedIn signedIn,
      Model model) {
    EventsFilter filter = EventsFilter.typed(eventType, source, from, to);
    ZoneId zone = signedIn.person().properties().timeZone();
    EventLogFilter question =
        EventLogFilter.of(
            filter.eventType(),
            filter.source(),
            Addresses.moment(filter.from(), zone),
            Addresses.moment(filter.to(), zone));
    PageRequest page = cursors.request(ROWS, cursor, caller, "events");
    EventSlice slice =
        lists.list(question.of(caller.clinicId(), null, page.afterNumber()), page.limit());
    String next = page.next(slice.next());
    model.addAttribute(
        "page",
        new EventsPage(
            filter,
            views(filter),
            slice.events().stream().map(EventListController::row).toList(),
            next == null ? null : filter.address(next),
            cursor == null ? null : filter.address(null)));
    return "event/events";
  }

  private static List<NamedView> views(EventsFilter filter) {
    List<NamedView> views = new ArrayList<>();
    views.add(new NamedView("All", EventsFilter.PATH, filter.isAny()));
    for (String source : EventLogFilter.SOURCES) {
      EventsFilter only = new EventsFilter(null, source, null, null);
      views.add(new NamedView(EventWords.source(source), only.address(null), only.equals(filter)));
    }
    return views;
  }

  private static EventsPage.Row row(KeptEvent event) {
    return new EventsPage.Row(
        event.id(),
        event.clinicId(),
        event.acceptedAt(),
        event.type(),
        EventWords.source(event),
        EventWords.repeats(event.repeats()),
        event.dispatchedAt() != null,
        EventWords.problem(event));
  }
}
