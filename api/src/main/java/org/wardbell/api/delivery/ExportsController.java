package org.wardbell.api.delivery;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.delivery.query.AttemptFilter;
import org.wardbell.activities.delivery.query.DeliveryFilter;
import org.wardbell.activities.delivery.query.StatusFilter;
import org.wardbell.activities.export.ExportFormat;
import org.wardbell.activities.export.ExportedLog;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.page.Include;
import org.wardbell.workflows.delivery.AttemptOutcome;

/** The lists as files. */
@RestController
@RequestMapping("/api/v1/exports")
@Tag(name = "Deliveries")
class ExportsController {
  private static final String SUBJECT = "subject";

  private final ExportedLog log;
  private final ExportFiles files;

  ExportsController(ExportedLog log, ExportFiles files) {
    this.log = log;
    this.files = files;
  }

  @GetMapping("/attempts")
  @Needs(Role.READER)
  @Operation(
      summary = "Export attempts",
      description =
          "All that GET /api/v1/attempts lists with the same filters, newest first, as one file. If the database went away"
              + " meanwhile, the last line says that it is not complete.")
  @ApiResponse(
      responseCode = "200",
      description = "The file.",
      content = {
        @Content(mediaType = "text/csv", schema = @Schema(type = "string")),
        @Content(mediaType = "application/jsonl", schema = @Schema(type = "string"))
      })
  void attempts(
      @Parameter(description = "Only of this webhook.")
          @RequestParam(name = "webhook_id", required = false)
          @Nullable UUID webhook,
      @Parameter(description = "Only of events of this type.")
          @RequestParam(name = "event_type", required = false)
          @Nullable String eventType,
      @Parameter(description = StatusWords.DESCRIPTION, example = StatusWords.EXAMPLE)
          @RequestParam(required = false)
          @Nullable String status,
      @Parameter(description = "Only those that ended so.") @RequestParam(required = false)
          @Nullable AttemptOutcome outcome,
      @Parameter(description = "Only with this code.") @RequestParam(required = false)
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
      @Parameter(description = "CSV, or one JSON object in each line.")
          @RequestParam(defaultValue = "CSV")
          ExportFormat format,
      Caller caller,
      HttpServletResponse response)
      throws IOException {
    LogFilter words = LogFilter.of(eventType, code, trigger, LogFilter.OF_ATTEMPTS, from, to);
    UUID of = caller.clinic(clinic, null);
    StatusFilter statuses = StatusWords.of(status);
    files.send(
        caller,
        entry(of, caller, "attempt.exported", "attempt/*", format, false),
        new ExportFiles.Kind("attempts", format, ExportedLog.attemptColumns()),
        response,
        before ->
            piece(
                log.attempts(
                    new AttemptFilter(
                        of,
                        webhook,
                        null,
                        words.eventType(),
                        statuses,
                        outcome,
                        words.code(),
                        words.trigger(),
                        words.from(),
                        words.to(),
                        before),
                    ExportFiles.PAGE)));
  }

  @GetMapping("/deliveries")
  @Needs(Role.READER)
  @Operation(
      summary = "Export deliveries",
      description =
          "All that GET /api/v1/deliveries lists with the same filters, newest first, as one file. include=subject adds the"
              + " subjects, which may name patients; that is written to the audit trail. If the database went away meanwhile, the"
              + " last line says that it is not complete.")
  @ApiResponse(
      responseCode = "200",
      description = "The file.",
      content = {
        @Content(mediaType = "text/csv", schema = @Schema(type = "string")),
        @Content(mediaType = "application/jsonl", schema = @Schema(type = "string"))
      })
  void deliveries(
      @Parameter(description = "Only of this webhook.")
          @RequestParam(name = "webhook_id", required = false)
          @Nullable UUID webhook,
      @Parameter(description = "Only of events of this type.")
          @RequestParam(name = "event_type", required = false)
          @Nullable String eventType,
      @Parameter(description = StatusWords.DESCRIPTION, example = StatusWords.EXAMPLE)
          @RequestParam(required = false)
          @Nullable String status,
      @Parameter(description = "Only those whose last attempt ended so.")
          @RequestParam(required = false)
          @Nullable AttemptOutcome outcome,
      @Parameter(description = "Only those whose last attempt has this code.")
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
      @Parameter(description = "Ended at this moment or later (RFC 3339).")
          @RequestParam(name = "ended_from", required = false)
          @Nullable String endedFrom,
      @Parameter(description = "Ended before this moment (RFC 3339).")
          @RequestParam(name = "ended_to", required = false)
          @Nullable String endedTo,
      @Parameter(description = "Only of this clinic; for keys of the installation.")
          @RequestParam(name = "clinic_id", required = false)
          @Nullable UUID clinic,
      @Parameter(description = "CSV, or one JSON object in each line.")
          @RequestParam(defaultValue = "CSV")
          ExportFormat format,
      @Parameter(
              description = "subject adds the subjects.",
              schema = @Schema(allowableValues = "subject"))
          @RequestParam(required = false)
          @Nullable String include,
      Caller caller,
      HttpServletResponse response)
      throws IOException {
    LogFilter words = LogFilter.of(eventType, code, trigger, LogFilter.OF_DELIVERIES, from, to);
    UUID of = caller.clinic(clinic, null);
    StatusFilter statuses = StatusWords.of(status);
    EndFilter end = EndFilter.of(endedFrom, endedTo);
    boolean withSubject = Include.asks(include, SUBJECT);
    files.send(
        caller,
        entry(of, caller, "delivery.exported", "delivery/*", format, withSubject),
        new ExportFiles.Kind("deliveries", format, ExportedLog.deliveryColumns(withSubject)),
        response,
        before ->
            piece(
                log.deliveries(
                    new DeliveryFilter(
                        of,
                        webhook,
                        null,
                        null,
                        statuses,
                        words.eventType(),
                        outcome,
                        words.code(),
                        words.trigger(),
                        words.from(),
                        words.to(),
                        end.from(),
                        end.to(),
                        before),
                    withSubject,
                    ExportFiles.PAGE)));
  }

  private static ExportFiles.Piece piece(ExportedLog.Page page) {
    return new ExportFiles.Piece(page.rows(), page.next());
  }

  private static AuditEntry entry(
      @Nullable UUID clinic,
      Caller caller,
      String action,
      String target,
      ExportFormat format,
      boolean withSubject) {
    return AuditEntry.of(clinic, caller.origin(), action, target)
        .with(Map.of("format", format.name(), SUBJECT, withSubject));
  }
}
