package org.wardbell.api.rotation;

import io.swagger.v3.oas.annotations.Operation;
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
import org.wardbell.activities.rotation.RotationStore;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.page.Cursors;
import org.wardbell.api.page.Page;
import org.wardbell.api.page.PageRequest;

/** Rotations of data keys and of the master key. */
@RestController
@RequestMapping("/api/v1/key-rotations")
@Tag(name = "Key rotations", description = "New keys, while traffic flows.")
class RotationsController {
  private final RotationCommands commands;
  private final Cursors cursors;

  RotationsController(RotationCommands commands, Cursors cursors) {
    this.commands = commands;
    this.cursors = cursors;
  }

  @PostMapping
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Rotate a key",
      description =
          "The new key is used at once, and what the old one sealed stays readable. A job that"
              + " survives restarts seals it again, then removes the old key: from then on the old"
              + " key opens nothing. It takes at least 10 minutes. One at a time for each key; one"
              + " that runs answers 200. So does a master key's that has ended, as long as the old"
              + " key is still in the file.")
  @ApiResponse(
      responseCode = "200",
      description = "One that is still under way, or the master key's that has just ended.",
      useReturnTypeSchema = true)
  @ApiResponse(responseCode = "201", description = "Begun.", useReturnTypeSchema = true)
  ResponseEntity<RotationView> create(@RequestBody RotationRequest request, Caller caller) {
    RotationStore.Begun begun = commands.create(request, caller);
    RotationView view = RotationView.of(begun.rotation());
    return begun.fresh()
        ? ResponseEntity.created(URI.create("/api/v1/key-rotations/" + view.id())).body(view)
        : ResponseEntity.ok(view);
  }

  @GetMapping
  @Needs(Role.ADMIN)
  @Operation(summary = "List rotations of keys", description = "Newest first.")
  Page<RotationView> list(
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit,
      Caller caller) {
    PageRequest page = cursors.request(limit, cursor, caller, "rotations");
    return page.page(
        commands.list(page.afterNumber(), page.rows(), caller),
        rotation -> Long.toString(rotation.number()),
        RotationView::of);
  }

  @GetMapping("/{id}")
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Read a rotation with its progress",
      description =
          "It has ended when its status is DONE; then the old key opens nothing any more.")
  RotationView read(@PathVariable UUID id, Caller caller) {
    return RotationView.of(commands.visible(id, caller));
  }
}
