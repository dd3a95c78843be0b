package org.wardbell.api.person;

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
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.person.Person;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.change.IfMatch;
import org.wardbell.api.page.Page;
import org.wardbell.api.page.PageRequest;

/** People: made, shown, changed, removed. */
@RestController
@RequestMapping("/api/v1/persons")
@Tag(name = "People", description = "Who may sign in, and what they may do where.")
class PersonsController {
  private final PersonCommands commands;

  PersonsController(PersonCommands commands) {
    this.commands = commands;
  }

  @PostMapping
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Make a person",
      description =
          "With a role in one clinic or the installation; more can be given later. To sign in, the"
              + " person needs a password link.")
  @ApiResponse(responseCode = "201", description = "Made.", useReturnTypeSchema = true)
  ResponseEntity<PersonView> create(@RequestBody PersonRequest request, Caller caller) {
    Person made = commands.create(request, caller);
    return ResponseEntity.created(URI.create("/api/v1/persons/" + made.id()))
        .body(PersonView.of(made, caller));
  }

  @GetMapping
  @Needs(Role.ADMIN)
  @Operation(
      summary = "List people",
      description = "Newest first. A clinic's administrators see who has a role in their clinic.")
  Page<PersonView> list(
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit,
      Caller caller) {
    PageRequest page = PageRequest.of(limit, cursor);
    return page.page(
        commands.list(page.afterId(), page.rows(), caller),
        person -> person.id().toString(),
        person -> PersonView.of(person, caller));
  }

  @GetMapping("/{id}")
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Read a person",
      description =
          "With the roles that the caller may see. The look is written to the audit trail.")
  PersonView read(@PathVariable UUID id, Caller caller) {
    return PersonView.of(commands.read(id, caller), caller);
  }

  @PatchMapping("/{id}")
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Change what is said of a person",
      description =
          "What is left out stays. A clinic's administrators can do this with people who have no"
              + " role elsewhere.")
  PersonView change(
      @PathVariable UUID id, @RequestBody PersonChange request, IfMatch condition, Caller caller) {
    return PersonView.of(commands.change(id, request, condition, caller), caller);
  }

  @DeleteMapping("/{id}")
  @Needs(Role.ADMIN)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Remove a person",
      description =
          "All sessions end at once. Keys that the person made go on working; the audit trail keeps"
              + " the name.")
  @ApiResponse(responseCode = "204", description = "Done.")
  void delete(@PathVariable UUID id, IfMatch condition, Caller caller) {
    commands.delete(id, condition, caller);
  }
}
