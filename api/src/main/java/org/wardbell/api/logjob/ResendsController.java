package org.wardbell.api.logjob;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.logjob.LogJobKind;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.page.Page;

/** Resends as jobs: deliveries that have ended go once more, by selection. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Deliveries")
class ResendsController {
  private final LogJobCommands jobs;
  private final ActJobs begun;

  ResendsController(LogJobCommands jobs, ActJobs begun) {
    this.jobs = jobs;
    this.begun = begun;
  }

  @PostMapping("/deliveries/resend")
  @Needs(Role.WRITER)
  @Operation(
      summary = "Resend all deliveries that filters find",
      description =
          "Begins a job that survives restarts and sends what GET /api/v1/deliveries lists with the same filters once more, if"
              + " it has ended: each as a new delivery, by its webhook as it is now, after live traffic. At least one filter."
              + " What is made meanwhile is not among them. Two resends of a clinic run at once.")
  @ApiResponse(responseCode = "202", description = "Begun.", useReturnTypeSchema = true)
  ResponseEntity<ActJobView> create(@RequestBody DeliverySelectionRequest request, Caller caller) {
    ActJobView view = ActJobView.of(begun.begin(LogJobKind.RESEND, request, caller));
    return ResponseEntity.accepted()
        .location(URI.create("/api/v1/resends/" + view.id()))
        .body(view);
  }

  @GetMapping("/resends")
  @Needs(Role.READER)
  @Operation(summary = "List resends", description = "Those that run as jobs, newest first.")
  Page<ActJobView> list(
      @Parameter(description = "Only of this clinic; for keys of the installation.")
          @RequestParam(name = "clinic_id", required = false)
          @Nullable UUID clinic,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit,
      Caller caller) {
    return jobs.list(LogJobKind.RESEND, clinic, cursor, limit, caller, ActJobView::of);
  }

  @GetMapping("/resends/{id}")
  @Needs(Role.READER)
  @Operation(
      summary = "Read a resend with its progress",
      description =
          "It has ended when its status is DONE or CANCELLED; what was sent again until then stays so.")
  ActJobView read(@PathVariable UUID id, Caller caller) {
    return ActJobView.of(jobs.visible(LogJobKind.RESEND, id, caller));
  }

  @PostMapping("/resends/{id}/cancel")
  @Needs(Role.WRITER)
  @Operation(
      summary = "Stop a resend",
      description =
          "It makes no more deliveries. Those that it made are sent all the same, unless they are cancelled.")
  ActJobView cancel(@PathVariable UUID id, Caller caller) {
    return ActJobView.of(jobs.cancel(jobs.visible(LogJobKind.RESEND, id, caller), caller));
  }
}
