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

/** Removals: deliveries that have ended go with their attempts, by selection or by age. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Exports and removals")
class RemovalsController {
  private final LogJobCommands jobs;
  private final ActJobs begun;

  RemovalsController(LogJobCommands jobs, ActJobs begun) {
    this.jobs = jobs;
    this.begun = begun;
  }

  @PostMapping("/deliveries/remove")
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Remove deliveries with their attempts",
      description =
          "Begins a job that survives restarts and removes what GET /api/v1/deliveries lists with the same filters, newest"
              + " first, if it has ended; what is open stays and is counted. At least one filter; to alone removes by age. It"
              + " cannot be undone. Statistics keep their figures. Two removals of a clinic run at once.")
  @ApiResponse(responseCode = "202", description = "Begun.", useReturnTypeSchema = true)
  ResponseEntity<RemovalView> create(@RequestBody DeliverySelectionRequest request, Caller caller) {
    RemovalView view = RemovalView.of(begun.begin(LogJobKind.REMOVAL, request, caller));
    return ResponseEntity.accepted()
        .location(URI.create("/api/v1/removals/" + view.id()))
        .body(view);
  }

  @GetMapping("/removals")
  @Needs(Role.READER)
  @Operation(summary = "List removals", description = "Newest first.")
  Page<RemovalView> list(
      @Parameter(description = "Only of this clinic; for keys of the installation.")
          @RequestParam(name = "clinic_id", required = false)
          @Nullable UUID clinic,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit,
      Caller caller) {
    return jobs.list(LogJobKind.REMOVAL, clinic, cursor, limit, caller, RemovalView::of);
  }

  @GetMapping("/removals/{id}")
  @Needs(Role.READER)
  @Operation(
      summary = "Read a removal with its progress",
      description =
          "It has ended when its status is DONE or CANCELLED; what was removed until then stays so.")
  RemovalView read(@PathVariable UUID id, Caller caller) {
    return RemovalView.of(jobs.visible(LogJobKind.REMOVAL, id, caller));
  }

  @PostMapping("/removals/{id}/cancel")
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Cancel a removal",
      description = "It removes no more; what is gone does not come back.")
  RemovalView cancel(@PathVariable UUID id, Caller caller) {
    return RemovalView.of(jobs.cancel(jobs.visible(LogJobKind.REMOVAL, id, caller), caller));
  }
}
