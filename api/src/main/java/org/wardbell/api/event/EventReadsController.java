package org.wardbell.api.event;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.delivery.query.DeliveryFilter;
import org.wardbell.activities.delivery.query.DeliveryListQuery;
import org.wardbell.activities.event.EventQuery;
import org.wardbell.activities.event.KeptEvent;
import org.wardbell.activities.webhook.WebhookStore;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.delivery.DeliveryView;
import org.wardbell.api.page.Include;
import org.wardbell.api.page.Page;
import org.wardbell.api.page.PageRequest;
import org.wardbell.api.page.SubjectFilter;
import org.wardbell.api.problem.ProblemException;

/**
 * The controller that shows events. It shows their data only on request, and each such request is
 * written into the audit trail.
 */
@RestController
@RequestMapping("/api/v1/events")
@Tag(name = "Events")
class EventReadsController {
  private static final String DATA = "data";

  /** A clinic's webhooks and as many global ones; repetitions beyond that are in the list. */
  private static final int SHOWN_DELIVERIES = 2 * WebhookStore.MAXIMUM_PER_CLINIC;

  private final DSLContext database;
  private final EventQuery events;
  private final DeliveryListQuery deliveries;
  private final SubjectFilter subjects;
  private final AuditStore audit;

  EventReadsController(
      DSLContext database,
      EventQuery events,
      DeliveryListQuery deliveries,
      SubjectFilter subjects,
      AuditStore audit) {
    this.database = database;
    this.events = events;
    this.deliveries = deliveries;
    this.subjects = subjects;
    this.audit = audit;
  }

  @GetMapping
  @Needs(Role.READER)
  @Operation(summary = "List events", description = "Newest first, without their data.")
  Page<EventView> list(
      @Parameter(
              description =
                  "Only of this subject: the whole text, byte for byte. A key of the installation names clinic_id too.",
              example = "appointment/4711")
          @RequestParam(required = false)
          @Nullable String subject,
      @Parameter(description = "Only of this clinic; for keys of the installation.")
          @RequestParam(name = "clinic_id", required = false)
          @Nullable UUID clinic,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit,
      Caller caller) {
    PageRequest page = PageRequest.of(limit, cursor);
    return page.page(
        events.list(
            caller.clinic(clinic, null),
            subjects.of(caller, clinic, subject),
            page.afterNumber(),
            page.rows()),
        event -> Long.toString(event.number()),
        EventView::of);
  }

  @GetMapping("/{id}")
  @Needs(Role.READER)
  @Operation(
      summary = "Read an event with its deliveries",
      description =
          "include=data adds its data; that it was read is written to the audit trail. Data ends with the clinic's payload_days.")
  EventView read(
      @PathVariable UUID id,
      @Parameter(
              description = "data adds the event's data.",
              schema = @Schema(allowableValues = "data"))
          @RequestParam(required = false)
          @Nullable String include,
      Caller caller) {
    boolean withData = Include.asks(include, DATA);
    KeptEvent event = events.find(id).orElseThrow(() -> ProblemException.notFound("event"));
    caller.requireSees(event.clinicId(), "event");
    List<DeliveryView> shown =
        deliveries
            .list(new DeliveryFilter(event.clinicId(), null, id, null, null), SHOWN_DELIVERIES)
            .deliveries()
            .stream()
            .map(DeliveryView::of)
            .toList();
    return EventView.with(event, withData ? data(event, caller) : null, shown);
  }

  private @Nullable String data(KeptEvent event, Caller caller) {
    audit.append(
        database,
        AuditEntry.of(event.clinicId(), caller.origin(), "event.data_read", "event/" + event.id()));
    return events.data(event).map(data -> new String(data, StandardCharsets.UTF_8)).orElse(null);
  }
}
