package org.wardbell.api.delivery;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.delivery.query.DeliveryFilter;
import org.wardbell.activities.delivery.query.KeptDelivery;
import org.wardbell.activities.webhook.WebhookStore;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.page.Include;
import org.wardbell.api.page.Page;
import org.wardbell.api.page.SubjectFilter;
import org.wardbell.workflows.delivery.AttemptOutcome;
import org.wardbell.workflows.webhook.WebhookSettings;

/** Deliveries: one event for one webhook each, with every request that was sent for it. */
@RestController
@RequestMapping("/api/v1/deliveries")
@Tag(
    name = "Deliveries",
    description = "Events on their way to webhooks, and each request that was sent.")
class DeliveriesController {
  private static final String RESPONSE = "response";

  private final DSLContext database;
  private final VisibleDeliveries visible;
  private final ListedDeliveries lists;
  private final SubjectFilter subjects;
  private final WebhookStore webhooks;
  private final DeliveryCommands commands;

  DeliveriesController(
      DSLContext database,
      VisibleDeliveries visible,
      ListedDeliveries lists,
      SubjectFilter subjects,
      WebhookStore webhooks,
      DeliveryCommands commands) {
    this.database = database;
    this.visible = visible;
    this.lists = lists;
    this.subjects = subjects;
    this.webhooks = webhooks;
    this.commands = commands;
  }

  @GetMapping
  @Needs(Role.READER)
  @Operation(
      summary = "List deliveries",
      description =
          "Newest first. A page may hold fewer than limit although there are more: read on until next_cursor is absent.")
  Page<DeliveryView> list(
      @Parameter(description = "Only of this webhook.")
          @RequestParam(name = "webhook_id", required = false)
          @Nullable UUID webhook,
      @Parameter(description = "Only of this event.")
          @RequestParam(name = "event_id", required = false)
          @Nullable UUID event,
      @Parameter(
              description =
                  "Only of this subject: the whole text, byte for byte. A key of the installation names clinic_id too.",
              example = "appointment/4711")
          @RequestParam(required = false)
          @Nullable String subject,
      @Parameter(description = StatusWords.DESCRIPTION, example = StatusWords.EXAMPLE)
          @RequestParam(required = false)
          @Nullable String status,
      @Parameter(description = "Only of events of this type.", example = "appointment.booked")
          @RequestParam(name = "event_type", required = false)
          @Nullable String eventType,
      @Parameter(description = "Only those whose last attempt ended so.")
          @RequestParam(required = false)
          @Nullable AttemptOutcome outcome,
      @Parameter(description = "Only those whose last attempt has this code.", example = "http_503")
          @RequestParam(required = false)
          @Nullable String code,
      @Parameter(
              description = "Only those that came about so.",
              schema = @Schema(allowableValues = {"live", "resend", "replay"}))
          @RequestParam(required = false)
          @Nullable String trigger,
      @Parameter(description = "Made at this moment or later (RFC 3339).")
          @RequestParam(required = false)
          @Nullable String from,
      @Parameter(description = "Made before this moment (RFC 3339).")
          @RequestParam(required = false)
          @Nullable String to,
      @Parameter(
              description = "Ended at this moment or later (RFC 3339); then the latest end first.")
          @RequestParam(name = "ended_from", required = false)
          @Nullable String endedFrom,
      @Parameter(description = "Ended before this moment (RFC 3339).")
          @RequestParam(name = "ended_to", required = false)
          @Nullable String endedTo,
      @Parameter(description = "Only of this clinic; for keys of the installation.")
          @RequestParam(name = "clinic_id", required = false)
          @Nullable UUID clinic,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit,
      Caller caller) {
    LogFilter words = LogFilter.of(eventType, code, trigger, LogFilter.OF_DELIVERIES, from, to);
    UUID of = caller.clinic(clinic, null);
    byte @Nullable [] fingerprint = subjects.of(caller, clinic, subject);
    EndFilter end = EndFilter.of(endedFrom, endedTo);
    DeliveryFilter filter =
        new DeliveryFilter(
            of,
            webhook,
            event,
            fingerprint,
            StatusWords.of(status),
            words.eventType(),
            outcome,
            words.code(),
            words.trigger(),
            words.from(),
            words.to(),
            end.from(),
            end.to(),
            null);
    ListedDeliveries.Listing listing = lists.list(filter, limit, cursor, caller);
    return new Page<>(listing.deliveries().stream().map(DeliveryView::of).toList(), listing.next());
  }

  @GetMapping("/{id}")
  @Needs(Role.READER)
  @Operation(
      summary = "Read a delivery with its attempts",
      description =
          "include=response adds what the receiver answered; that it was read is written to the audit trail.")
  DeliveryView read(
      @PathVariable UUID id,
      @Parameter(
              description = "response adds what the receiver answered.",
              schema = @Schema(allowableValues = "response"))
          @RequestParam(required = false)
          @Nullable String include,
      Caller caller) {
    boolean withResponse = Include.asks(include, RESPONSE);
    KeptDelivery delivery = visible.visible(id, caller);
    WebhookSettings settings =
        webhooks
            .find(database, delivery.webhookId())
            .map(stored -> stored.webhook().settings())
            .orElse(null);
    List<AttemptView> attempts =
        visible.attempts(delivery, withResponse, caller).stream()
            .map(attempt -> AttemptView.of(attempt, settings))
            .toList();
    return DeliveryView.with(
        delivery,
        attempts,
        visible.possiblySent(delivery).map(DeliveryView.Restored::of).orElse(null));
  }

  @GetMapping("/{id}/attempts/{number}/curl")
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Read an attempt's request as a command for curl",
      description =
          "The bytes that were sent, with URL and headers of the webhook as it is now, signed for this moment. It shows"
              + " the event's data, so that it was read is written to the audit trail.")
  @ApiResponse(responseCode = "200", description = "The command.", useReturnTypeSchema = true)
  @ApiResponse(
      responseCode = "409",
      description =
          "It cannot be made: its webhook was deleted or belongs to the installation, or the event's data are kept no more.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
              schema = @Schema(ref = "#/components/schemas/Problem")))
  CurlView curl(
      @PathVariable UUID id,
      @Parameter(description = "The attempt's number, from 1.") @PathVariable int number,
      Caller caller) {
    return CurlView.of(visible.curl(visible.visible(id, caller), number, caller));
  }

  @PostMapping("/{id}/resend")
  @Needs(Role.WRITER)
  @Operation(
      summary = "Deliver once more",
      description =
          "Makes a new delivery, with an id of its own, of the same event by the webhook as it is now. It goes after"
              + " live traffic. Only what has ended can be sent again.")
  @ApiResponse(responseCode = "201", description = "Made.", useReturnTypeSchema = true)
  ResponseEntity<DeliveryView> resend(@PathVariable UUID id, Caller caller) {
    DeliveryView made = DeliveryView.of(commands.resend(visible.visible(id, caller), caller));
    return ResponseEntity.created(URI.create("/api/v1/deliveries/" + made.id())).body(made);
  }

  @PostMapping("/{id}/cancel")
  @Needs(Role.WRITER)
  @Operation(
      summary = "Cancel a delivery",
      description =
          "Nothing more is sent. A request under way keeps its outcome: then cancel_requested is true, and what would"
              + " be tried again ends as CANCELLED.")
  DeliveryView cancel(@PathVariable UUID id, Caller caller) {
    return DeliveryView.of(commands.cancel(visible.visible(id, caller), caller));
  }
}
