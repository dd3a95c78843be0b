package org.wardbell.api.logjob;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.export.ExportFormat;
import org.wardbell.activities.logjob.LogJobKind;
import org.wardbell.activities.logjob.LogRecords;
import org.wardbell.activities.logjob.LogSelection;
import org.wardbell.activities.logjob.NewLogJob;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.page.Include;
import org.wardbell.api.page.Page;
import org.wardbell.api.problem.FieldChecks;

/** Exports as jobs: what takes longer than a request. */
@RestController
@RequestMapping("/api/v1/exports")
@Tag(
    name = "Exports and removals",
    description = "Jobs on the execution log: large files of it, and the end of parts of it.")
class ExportJobsController {
  private static final String SUBJECT = "subject";

  private final LogJobCommands jobs;
  private final RequestedSelection selections;
  private final ExportDownload download;

  ExportJobsController(
      LogJobCommands jobs, RequestedSelection selections, ExportDownload download) {
    this.jobs = jobs;
    this.selections = selections;
    this.download = download;
  }

  @PostMapping
  @Needs(Role.WRITER)
  @Operation(
      summary = "Export as a job",
      description =
          "Begins a job that survives restarts and writes all that the list shows with the same filters, newest first, into a"
              + " file. The file can be fetched for 24 hours after it is done. Two exports of a clinic run at once; a file ends"
              + " at 1 GiB, and its last line says so.")
  @ApiResponse(responseCode = "202", description = "Begun.", useReturnTypeSchema = true)
  ResponseEntity<ExportView> create(@RequestBody ExportRequest request, Caller caller) {
    FieldChecks checks = new FieldChecks();
    UUID clinic = caller.clinic(checks.optionalId("clinic_id", request.clinicId()), null);
    LogRecords records =
        Optional.ofNullable(request.kind()).flatMap(LogRecords::of).orElse(LogRecords.DELIVERIES);
    if (!records.word.equals(request.kind())) {
      checks.add(
          "kind",
          request.kind() == null ? "is missing" : "is no kind of records",
          "Choose attempts or deliveries.");
      checks.orThrow();
    }
    boolean withSubject = Include.asks(request.include(), SUBJECT);
    if (withSubject && records == LogRecords.ATTEMPTS) {
      checks.add("include", "is not for attempts", "Only deliveries have subjects. Leave it out.");
    }
    LogSelection selection = selections.of(request.fields(), records, caller, clinic, checks);
    checks.orThrow();
    ExportView view =
        ExportView.of(
            jobs.begin(
                NewLogJob.export(
                    records,
                    clinic,
                    selection,
                    request.format() == null ? ExportFormat.CSV : request.format(),
                    withSubject,
                    caller.actor()),
                caller));
    return ResponseEntity.accepted()
        .location(URI.create("/api/v1/exports/" + view.id()))
        .body(view);
  }

  @GetMapping
  @Needs(Role.READER)
  @Operation(summary = "List exports", description = "Those that run as jobs, newest first.")
  Page<ExportView> list(
      @Parameter(description = "Only of this clinic; for keys of the installation.")
          @RequestParam(name = "clinic_id", required = false)
          @Nullable UUID clinic,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit,
      Caller caller) {
    return jobs.list(LogJobKind.EXPORT, clinic, cursor, limit, caller, ExportView::of);
  }

  @GetMapping("/{id}")
  @Needs(Role.READER)
  @Operation(
      summary = "Read an export with its progress",
      description =
          "When its status is DONE, file says where the file is, and expires_at how long.")
  ExportView read(@PathVariable UUID id, Caller caller) {
    return ExportView.of(jobs.visible(LogJobKind.EXPORT, id, caller));
  }

  @GetMapping("/{id}/file")
  @Needs(Role.READER)
  @Operation(
      summary = "Fetch an export's file",
      description =
          "404 before the export is done, 410 after its file has ended. That it was fetched is written to the audit trail.")
  @ApiResponse(
      responseCode = "200",
      description = "The file.",
      content = {
        @Content(mediaType = "text/csv", schema = @Schema(type = "string")),
        @Content(mediaType = "application/jsonl", schema = @Schema(type = "string"))
      })
  @ApiResponse(
      responseCode = "410",
      description = "Its file has ended.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
              schema = @Schema(ref = "#/components/schemas/Problem")))
  void file(@PathVariable UUID id, Caller caller, HttpServletResponse response) throws IOException {
    download.send(jobs.visible(LogJobKind.EXPORT, id, caller), caller, response);
  }

  @PostMapping("/{id}/cancel")
  @Needs(Role.WRITER)
  @Operation(
      summary = "Cancel an export",
      description = "It writes no more, and its file ends; also that of an export that is done.")
  ExportView cancel(@PathVariable UUID id, Caller caller) {
    return ExportView.of(jobs.cancel(jobs.visible(LogJobKind.EXPORT, id, caller), caller));
  }
}
