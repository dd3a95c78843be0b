package org.wardbell.api.delivery;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.delivery.query.AttemptFilter;
import org.wardbell.activities.delivery.query.AttemptListQuery;
import org.wardbell.activities.delivery.query.AttemptSlice;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.page.Cursors;
import org.wardbell.api.page.Page;
import org.wardbell.api.page.PageRequest;
import org.wardbell.workflows.delivery.AttemptOutcome;

/** The execution log: every request that was sent, whatever it was for. */
@RestController
@RequestMapping("/api/v1/attempts")
@Tag(name = "Deliveries")
class AttemptsController {
  private final AttemptListQuery attempts;
  private final Cursors cursors;

  AttemptsController(AttemptListQuery attempts, Cursors cursors) {
    this.cursors = cursors;
    this.attempts = attempts;
  }

  @GetMapping
  @Needs(Role.READER)
  @Operation(
      summary = "List attempts",
      description =
          "Newest first, without what receivers answered. A page may hold fewer than limit, even none, although there are"
              + " more: read on until next_cursor is absent. A time range, or a delivery, makes a search short.")
  Page<LoggedAttemptView> list(
      @Parameter(description = "Only of this webhook.")
          @RequestParam(name = "webhook_id", required = false)
          @Nullable UUID webhook,
      @Parameter(description = "Only of this delivery.")
          @RequestParam(name = "delivery_id", required = false)
          @Nullable UUID delivery,
      @Parameter(description = "Only of events of this type.", example = "appointment.booked")
          @RequestParam(name = "event_type", required = false)
          @Nullable String eventType,
      @Parameter(description = StatusWords.DESCRIPTION, example = StatusWords.EXAMPLE)
          @RequestParam(required = false)
          @Nullable String status,
      @Parameter(description = "Only those that ended so.") @RequestParam(required = false)
          @Nullable AttemptOutcome outcome,
      @Parameter(description = "Only with this code.", example = "http_503")
          @RequestParam(required = false)
          @Nullable String code,
      @Parameter(
              description = "Only those that were made so.",
              schema = @Schema(allowableValues = {"schedule", "resend", "replay"}))
          @RequestParam(required = false)
          @Nullable String trigger,
      @Parameter(description = "Begun at this moment or later (RFC 3339).")
          @RequestParam(required = false)
          @Nullable String from,
      @Parameter(description = "Begun before this moment (RFC 3339).")
          @RequestParam(required = false)
          @Nullable String to,
      @Parameter(description = "Only of this clinic; for keys of the installation.")
          @RequestParam(name = "clinic_id", required = false)
          @Nullable UUID clinic,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit,
      Caller caller) {
    PageRequest page = cursors.request(limit, cursor, caller, "attempts");
    LogFilter words = LogFilter.of(eventType, code, trigger, LogFilter.OF_ATTEMPTS, from, to);
    AttemptSlice slice =
        attempts.list(
            new AttemptFilter(
                caller.clinic(clinic, null),
                webhook,
                delivery,
                words.eventType(),
                StatusWords.of(status),
                outcome,
                words.code(),
                words.trigger(),
                words.from(),
                words.to(),
                page.afterNumber()),
            page.limit());
    return new Page<>(
        slice.attempts().stream().map(each -> LoggedAttemptView.of(each, caller)).toList(),
        page.next(slice.next()));
  }
}
