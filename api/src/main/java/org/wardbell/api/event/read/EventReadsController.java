package org.wardbell.api.event.read;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.delivery.query.EventListQuery;
import org.wardbell.activities.delivery.query.EventSlice;
import org.wardbell.activities.event.KeptEvent;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.delivery.DeliveryView;
import org.wardbell.api.page.Cursors;
import org.wardbell.api.page.Include;
import org.wardbell.api.page.Page;
import org.wardbell.api.page.PageRequest;
import org.wardbell.api.page.SubjectFilter;

/**
 * The controller that shows events. It shows their data only on request, and each such request is
 * written into the audit trail.
 */
@RestController
@RequestMapping("/api/v1/events")
@Tag(name = "Events")
class EventReadsController {
  private static final String DATA = "data";

  private final VisibleEvents visible;
  private final EventWays ways;
  private final EventListQuery lists;
  private final SubjectFilter subjects;
  private final Cursors cursors;

  EventReadsController(
      VisibleEvents visible,
      EventWays ways,
      EventListQuery lists,
      SubjectFilter subjects,
      Cursors cursors) {
    this.cursors = cursors;
    this.visible = visible;
    this.ways = ways;
    this.lists = lists;
    this.subjects = subjects;
  }

  @GetMapping
  @Needs(Role.READER)
  @Operation(
      summary = "List events",
      description =
          "Newest first, without their data. A page may hold fewer than limit although there are"
              + " more: read on until next_cursor is absent.")
  Page<EventView> list(
      @Parameter(
              description =
                  "Only of this subject: the whole text, byte for byte. A key of the installation"
                      + " names clinic_id too.",
              example = "appointment/4711")
          @RequestParam(required = false)
          @Nullable String subject,
      @Parameter(description = "Only of this type.", example = "appointment.booked")
          @RequestParam(name = "event_type", required = false)
          @Nullable String eventType,
      @Parameter(
              description = "Only those that came about so.",
              schema = @Schema(allowableValues = {"api", "calendar", "system"}))
          @RequestParam(required = false)
          @Nullable String source,
      @Parameter(description = "Accepted at this moment or later (RFC 3339).")
          @RequestParam(required = false)
          @Nullable String from,
      @Parameter(description = "Accepted before this moment (RFC 3339).")
          @RequestParam(required = false)
          @Nullable String to,
      @Parameter(description = "Only of this clinic; for keys of the installation.")
          @RequestParam(name = "clinic_id", required = false)
          @Nullable UUID clinic,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit,
      Caller caller) {
    EventLogFilter filter = EventLogFilter.of(eventType, source, from, to);
    PageRequest page = cursors.request(limit, cursor, caller, "events");
    EventSlice slice =
        lists.list(
            filter.of(
                caller.clinic(clinic, null),
                subjects.of(caller, clinic, subject),
                page.afterNumber()),
            page.limit());
    return new Page<>(slice.events().stream().map(EventView::of).toList(), page.next(slice.next()));
  }

  @GetMapping("/{id}")
  @Needs(Role.READER)
  @Operation(
      summary = "Read an event with its deliveries",
      description =
          "include=data adds its data; that it was read is written to the audit trail. Data ends"
              + " with the clinic's payload_days.")
  EventView read(
      @PathVariable UUID id,
      @Parameter(
              description = "data adds the event's data.",
              schema = @Schema(allowableValues = "data"))
          @RequestParam(required = false)
          @Nullable String include,
      Caller caller) {
    boolean withData = Include.asks(include, DATA);
    KeptEvent event = visible.visible(id, caller);
    List<DeliveryView> shown = visible.deliveries(event).stream().map(DeliveryView::of).toList();
    return EventView.with(event, withData ? visible.data(event, caller).orElse(null) : null, shown);
  }

  @GetMapping("/{id}/webhooks")
  @Needs(Role.READER)
  @Operation(
      summary = "Read where an event went",
      description =
          "Each webhook of its clinic, with the event's delivery or the reason why there is none."
              + " Those of the installation are here if they have a delivery.")
  Page<EventWayView> webhooks(@PathVariable UUID id, Caller caller) {
    return new Page<>(
        ways.of(visible.visible(id, caller)).stream().map(EventWayView::of).toList(), null);
  }
}
