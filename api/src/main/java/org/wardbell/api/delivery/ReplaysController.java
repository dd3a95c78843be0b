package org.wardbell.api.delivery;

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
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.idempotency.NotRemembered;
import org.wardbell.api.page.Cursors;
import org.wardbell.api.page.Page;
import org.wardbell.api.page.PageRequest;
import org.wardbell.workflows.delivery.ReplayStatus;

/** Jobs that deliver old events of one webhook again. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Replays", description = "Jobs that deliver old events of one webhook again.")
class ReplaysController {
  private final ReplayCommands replays;
  private final Cursors cursors;

  ReplaysController(ReplayCommands replays, Cursors cursors) {
    this.cursors = cursors;
    this.replays = replays;
  }

  @PostMapping("/webhooks/{id}/replays")
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Deliver old events again",
      description =
          "Begins a job that survives restarts. Each event of the range is delivered once by it, by"
              + " the webhook as it is then, after live traffic and resends; at most 200 are open"
              + " at a time. One job per webhook.")
  @ApiResponse(responseCode = "201", description = "Begun.", useReturnTypeSchema = true)
  ResponseEntity<ReplayView> create(
      @PathVariable UUID id, @RequestBody ReplayRequest request, Caller caller) {
    ReplayView made = ReplayView.of(replays.create(id, request, caller));
    return ResponseEntity.created(URI.create("/api/v1/replays/" + made.id())).body(made);
  }

  @PostMapping("/webhooks/{id}/replays/estimate")
  @NotRemembered("it changes nothing")
  @Needs(Role.READER)
  @Operation(
      summary = "Estimate a replay",
      description =
          "Takes the body of a replay, refuses what that would refuse, and begins nothing.")
  @ApiResponse(responseCode = "200", description = "The estimate.", useReturnTypeSchema = true)
  ReplayEstimateView estimate(
      @PathVariable UUID id, @RequestBody ReplayRequest request, Caller caller) {
    return replays.estimate(id, request, caller);
  }

  @GetMapping("/webhooks/{id}/replays")
  @Needs(Role.READER)
  @Operation(summary = "List a webhook's replay jobs", description = "Newest first.")
  Page<ReplayView> list(
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit,
      Caller caller) {
    PageRequest page = cursors.request(limit, cursor, caller, "replays");
    return page.page(
        replays.list(id, page.afterNumber(), page.rows(), caller),
        replay -> Long.toString(replay.number()),
        ReplayView::of);
  }

  @GetMapping("/replays")
  @Needs(Role.READER)
  @Operation(
      summary = "List replay jobs",
      description = "Newest first. A clinic's key sees those of its clinic's own webhooks.")
  Page<ReplayView> listAll(
      @Parameter(description = "Only of this webhook.")
          @RequestParam(name = "webhook_id", required = false)
          @Nullable UUID webhook,
      @Parameter(description = "Only those in this state.") @RequestParam(required = false)
          @Nullable ReplayStatus status,
      @Parameter(description = "Only of this clinic; for keys of the installation.")
          @RequestParam(name = "clinic_id", required = false)
          @Nullable UUID clinic,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit,
      Caller caller) {
    PageRequest page = cursors.request(limit, cursor, caller, "all_replays");
    return page.page(
        replays.list(caller.clinic(clinic, null), webhook, status, page.afterNumber(), page.rows()),
        replay -> Long.toString(replay.number()),
        ReplayView::of);
  }

  @GetMapping("/replays/{id}")
  @Needs(Role.READER)
  @Operation(
      summary = "Read a replay job with its progress",
      description = "reason says why the system paused or ended it, if it did.")
  ReplayView read(@PathVariable UUID id, Caller caller) {
    return ReplayView.of(replays.visible(id, caller));
  }

  @PostMapping("/replays/{id}/pause")
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Pause a replay job",
      description = "It makes no more deliveries; those that are open (at most 200) still go.")
  ReplayView pause(@PathVariable UUID id, Caller caller) {
    return ReplayView.of(replays.pause(replays.visible(id, caller), caller));
  }

  @PostMapping("/replays/{id}/resume")
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Resume a paused replay job",
      description = "It goes on after the last event that it came to.")
  ReplayView resume(@PathVariable UUID id, Caller caller) {
    return ReplayView.of(replays.resume(replays.visible(id, caller), caller));
  }

  @PostMapping("/replays/{id}/cancel")
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Cancel a replay job",
      description = "Its open deliveries are cancelled; a request under way keeps its outcome.")
  ReplayView cancel(@PathVariable UUID id, Caller caller) {
    return ReplayView.of(replays.cancel(replays.visible(id, caller), caller));
  }
}
