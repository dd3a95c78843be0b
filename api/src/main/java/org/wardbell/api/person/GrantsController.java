package org.wardbell.api.person;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.clinic.Role;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.change.IfMatch;

/** The roles that people have, given and taken. */
@RestController
@RequestMapping("/api/v1/persons/{id}/grants/{scope}")
@Tag(name = "People")
class GrantsController {
  private final GrantCommands commands;

  GrantsController(GrantCommands commands) {
    this.commands = commands;
  }

  @PutMapping
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Give a person a role",
      description =
          "In place of the role that the person has there. It counts from the person's next request"
              + " on. Where the person had none before, a password link that was not used yet works"
              + " no more. If-Match takes the ETag of the person.")
  PersonView put(
      @PathVariable UUID id,
      @Parameter(description = "Id of a clinic, or the word installation.") @PathVariable
          String scope,
      @RequestBody GrantRequest request,
      IfMatch condition,
      Caller caller) {
    return PersonView.of(commands.put(id, scope, request.role(), condition, caller), caller);
  }

  @DeleteMapping
  @Needs(Role.ADMIN)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Take a role from a person",
      description =
          "It is gone from the person's next request on. The person stays. If-Match takes the ETag"
              + " of the person.")
  @ApiResponse(responseCode = "204", description = "Done.")
  void remove(
      @PathVariable UUID id,
      @Parameter(description = "Id of a clinic, or the word installation.") @PathVariable
          String scope,
      IfMatch condition,
      Caller caller) {
    commands.remove(id, scope, condition, caller);
  }
}
