package org.wardbell.api.appointment;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.appointment.imports.ImportStore;
import org.wardbell.activities.appointment.imports.KeptImport;
import org.wardbell.activities.clinic.Role;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.clinic.RequestedClinic;
import org.wardbell.api.idempotency.NotRemembered;
import org.wardbell.api.page.Cursors;
import org.wardbell.api.page.Page;
import org.wardbell.api.page.PageRequest;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/** Imports of appointments: files of lines, taken in by jobs that survive restarts. */
@RestController
@RequestMapping("/api/v1/appointment-imports")
@Tag(name = "Appointment imports", description = "Very many appointments at once, from a file.")
class AppointmentImportsController {
  private static final Set<String> LINES = Set.of("application/jsonl", "application/x-ndjson");

  private final DSLContext database;
  private final ImportStore imports;
  private final ImportCommands commands;
  private final RequestedClinic requestedClinic;
  private final Cursors cursors;

  AppointmentImportsController(
      DSLContext database,
      ImportStore imports,
      ImportCommands commands,
      RequestedClinic requestedClinic,
      Cursors cursors) {
    this.database = database;
    this.imports = imports;
    this.commands = commands;
    this.requestedClinic = requestedClinic;
    this.cursors = cursors;
  }

  @PostMapping
  @NotRemembered("a file that comes again changes nothing, because its lines have external ids")
  @Needs(Role.WRITER)
  @Operation(
      summary = "Import appointments",
      description =
          "JSON Lines: each line is a booking with its external_id, and the status that it is to have if that is not BOOKED."
              + " A line whose external_id is known changes that appointment, or nothing. The file is read as it comes, up to"
              + " 256 MiB; lines have 64 KiB. 202 is the answer when all of it is kept; then a job takes line after line, also"
              + " after a restart. A line that cannot be taken is reported and holds up no other. Two imports of a clinic run"
              + " at once.",
      requestBody =
          @RequestBody(
              required = true,
              content = {
                @Content(
                    mediaType = "application/jsonl",
                    schema = @Schema(type = "string", format = "binary")),
                @Content(
                    mediaType = "application/x-ndjson",
                    schema = @Schema(type = "string", format = "binary"))
              }))
  @ApiResponse(responseCode = "202", description = "Kept.", useReturnTypeSchema = true)
  ResponseEntity<AppointmentImportView> create(
      @Parameter(description = "false: no event tells of what the import changes.")
          @RequestParam(defaultValue = "true")
          boolean events,
      @Parameter(description = "For this clinic; the key's own or default.")
          @RequestParam(name = "clinic_id", required = false)
          @Nullable String clinic,
      HttpServletRequest request,
      Caller caller)
      throws IOException {
    UUID of = requestedClinic.ofParameter(caller, clinic);
    requireLines(request.getContentType());
    AppointmentImportView view =
        AppointmentImportView.of(commands.receive(of, events, request, caller));
    return ResponseEntity.accepted()
        .location(URI.create("/api/v1/appointment-imports/" + view.id()))
        .body(view);
  }

  /** Looked at after the role: who may not import hears that, whatever they send. */
  private static void requireLines(@Nullable String contentType) {
    String type = contentType == null ? "" : contentType.replaceFirst(";.*", "").strip();
    if (!LINES.contains(type.toLowerCase(Locale.ROOT))) {
      throw ProblemException.of(
          ProblemKind.UNSUPPORTED_MEDIA_TYPE,
          "Send lines of JSON, with the Content-Type application/jsonl or application/x-ndjson.");
    }
  }

  @GetMapping
  @Needs(Role.READER)
  @Operation(summary = "List imports of appointments", description = "Newest first.")
  Page<AppointmentImportView> list(
      @Parameter(description = "Only of this clinic; for keys of the installation.")
          @RequestParam(name = "clinic_id", required = false)
          @Nullable UUID clinic,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit,
      Caller caller) {
    PageRequest page = cursors.request(limit, cursor, caller, "appointment_imports");
    return page.page(
        imports.list(database, caller.clinic(clinic, null), page.afterNumber(), page.rows()),
        one -> Long.toString(one.number()),
        AppointmentImportView::of);
  }

  @GetMapping("/{id}")
  @Needs(Role.READER)
  @Operation(
      summary = "Read an import of appointments with its progress",
      description = "Its counts by result; the lines that were not taken are under problems.")
  AppointmentImportView read(@PathVariable UUID id, Caller caller) {
    return AppointmentImportView.of(visible(id, caller));
  }

  @GetMapping("/{id}/problems")
  @Needs(Role.READER)
  @Operation(
      summary = "List the lines of an import that were not taken",
      description =
          "In their order, the first 10,000 of them: the number of the line, and what is wrong, without what the line says.")
  Page<AppointmentImportProblemView> problems(
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit,
      Caller caller) {
    KeptImport found = visible(id, caller);
    PageRequest page = cursors.request(limit, cursor, caller, "appointment_import_problems");
    return page.page(
        imports.problems(database, found.id(), page.afterNumber(), page.rows()),
        line -> Long.toString(line.line()),
        AppointmentImportProblemView::of);
  }

  @PostMapping("/{id}/cancel")
  @Needs(Role.WRITER)
  @Operation(
      summary = "Cancel an import of appointments",
      description = "What was taken stays. Cancelling one that has ended changes nothing.")
  AppointmentImportView cancel(@PathVariable UUID id, Caller caller) {
    return AppointmentImportView.of(commands.cancel(visible(id, caller), caller));
  }

  private KeptImport visible(UUID id, Caller caller) {
    KeptImport found =
        imports.find(database, id).orElseThrow(() -> ProblemException.notFound("import"));
    caller.requireSees(found.clinicId(), "import");
    return found;
  }
}
