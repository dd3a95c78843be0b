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

/** Cancellations as jobs: deliveries that are open end, by selection. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Deliveries")
class CancellationsController {
  private final LogJobCommands jobs;
  private final ActJobs begun;

  CancellationsController(LogJobCommands jobs, ActJobs begun) {
    this.jobs = jobs;
    this.begun = begun;
  }

  @PostMapping("/deliveries/cancel")
  @Needs(Role.WRITER)
  @Operation(
      summary = "Cancel all deliveries that filters find",
      description =
          "Begins a job that survives restarts and cancels what GET /api/v1/deliveries lists with the same filters, if it is"
              + " open; a request under way keeps its outcome. At least one filter. What is made meanwhile is not among them. Two"
              + " cancellations of a clinic run at once.")
  @ApiResponse(responseCode = "202", description = "Begun.", useReturnTypeSchema = true)
  ResponseEntity<ActJobView> create(@RequestBody DeliverySelectionRequest request, Caller caller) {
    ActJobView view = ActJobView.of(begun.begin(LogJobKind.CANCEL, request, caller));
    return ResponseEntity.accepted()
        .location(URI.create("/api/v1/cancellations/" + view.id()))
        .body(view);
  }

  @GetMapping("/cancellations")
  @Needs(Role.READER)
  @Operation(summary = "List cancellations", description = "Those that run as jobs, newest first.")
  Page<ActJobView> list(
      @Parameter(description = "Only of this clinic; for keys of the installation.")
          @RequestParam(name = "clinic_id", required = false)
          @Nullable UUID clinic,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit,
      Caller caller) {
    return jobs.list(LogJobKind.CANCEL, clinic, cursor, limit, caller, ActJobView::of);
  }

  @GetMapping("/cancellations/{id}")
  @Needs(Role.READER)
  @Operation(
      summary = "Read a cancellation with its progress",
      description =
          "It has ended when its status is DONE or CANCELLED; what was cancelled until then stays so.")
  ActJobView read(@PathVariable UUID id, Caller caller) {
    return ActJobView.of(jobs.visible(LogJobKind.CANCEL, id, caller));
  }

  @PostMapping("/cancellations/{id}/cancel")
  @Needs(Role.WRITER)
  @Operation(
      summary = "Stop a cancellation",
      description = "It cancels no more; what is cancelled stays so.")
  ActJobView cancel(@PathVariable UUID id, Caller caller) {
    return ActJobView.of(jobs.cancel(jobs.visible(LogJobKind.CANCEL, id, caller), caller));
  }
}
