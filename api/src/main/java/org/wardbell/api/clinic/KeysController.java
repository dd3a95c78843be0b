package org.wardbell.api.clinic;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.clinic.Role;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.change.IfMatch;
import org.wardbell.api.page.Page;
import org.wardbell.api.page.PageRequest;

/** API keys: made, shown without their text, revoked. Nobody can make a key that may do more. */
@RestController
@RequestMapping("/api/v1/keys")
@Tag(name = "API keys", description = "Who may call, and what they may do.")
class KeysController {
  private final KeyCommands commands;

  KeysController(KeyCommands commands) {
    this.commands = commands;
  }

  @PostMapping
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Make an API key",
      description = "The answer is the only place where the key itself is ever shown.")
  @ApiResponse(responseCode = "201", description = "Made.", useReturnTypeSchema = true)
  ResponseEntity<KeyView> create(@RequestBody KeyRequest request, Caller caller) {
    KeyCommands.Made made = commands.create(request, caller);
    return ResponseEntity.created(URI.create("/api/v1/keys/" + made.key().id()))
        .body(KeyView.with(made.key(), made.text()));
  }

  @GetMapping
  @Needs(Role.ADMIN)
  @Operation(summary = "List API keys", description = "Those that were not revoked, newest first.")
  Page<KeyView> list(
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit,
      Caller caller) {
    PageRequest page = PageRequest.of(limit, cursor);
    return page.page(
        commands.list(page.afterId(), page.rows(), caller),
        key -> key.id().toString(),
        KeyView::of);
  }

  @GetMapping("/{id}")
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Read an API key",
      description =
          "What is known of it, without the key itself. The look is written to the audit trail.")
  KeyView read(@PathVariable UUID id, Caller caller) {
    return KeyView.of(commands.read(id, caller));
  }

  @DeleteMapping("/{id}")
  @Needs(Role.ADMIN)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Revoke an API key",
      description = "It ends at once in this process and within five seconds in others.")
  @ApiResponse(responseCode = "204", description = "Done.")
  void revoke(@PathVariable UUID id, IfMatch condition, Caller caller) {
    commands.revoke(id, condition, caller);
  }
}
