package org.wardbell.api.dashboard.settings.access;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.person.Person;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.dashboard.frame.Addresses;
import org.wardbell.api.dashboard.signin.FormProblems;
import org.wardbell.api.page.Page;
import org.wardbell.api.page.PageRequest;
import org.wardbell.api.person.PersonCommands;
import org.wardbell.api.person.PersonRequest;
import org.wardbell.api.person.PersonView;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/** The list of people, and the form that makes one. */
@Controller
@RequestMapping(PeopleController.PATH)
class PeopleController {
  static final String PATH = "/settings/people";

  /** People on a page; few clinics have more. */
  private static final int ROWS = 50;

  private final PersonCommands commands;
  private final ScopeWords scopes;

  PeopleController(PersonCommands commands, ScopeWords scopes) {
    this.commands = commands;
    this.scopes = scopes;
  }

  @GetMapping
  @Needs(Role.ADMIN)
  String list(@RequestParam(required = false) @Nullable String cursor, Caller caller, Model model) {
    return page(PeoplePage.Form.EMPTY, FormProblems.NONE, cursor, caller, model);
  }

  @PostMapping
  @Needs(Role.ADMIN)
  String invite(
      @RequestParam(required = false) @Nullable String email,
      @RequestParam(required = false) @Nullable String name,
      @RequestParam(required = false) @Nullable String role,
      @RequestParam(required = false) @Nullable String scope,
      Caller caller,
      HttpServletResponse response,
      Model model) {
    PersonRequest request =
        new PersonRequest(
            Addresses.typed(email),
            Addresses.typed(name),
            null,
            null,
            ScopeWords.role(role),
            ScopeWords.clinic(scope),
            ScopeWords.installation(scope));
    try {
      ScopeWords.requireChosen(scope, caller);
      return "redirect:" + PATH + "/" + commands.create(request, caller).id();
    } catch (ProblemException refused) {
      ProblemException problem =
          refused.kind() == ProblemKind.CONFLICT ? addressTaken(caller) : refused;
      PeoplePage.Form typed =
          new PeoplePage.Form(
              Addresses.shown(email),
              Addresses.shown(name),
              Addresses.shown(role),
              Addresses.shown(scope));
      return page(typed, FormProblems.refuse(problem, response), null, caller, model);
    }
  }

  /** Returns what REST says of the whole request, beside the field that it is about. */
  private static ProblemException addressTaken(Caller caller) {
    return ProblemException.invalid(
        "email",
        "is the address of somebody who is here already",
        caller.isInstallation()
            ? "Open them in the list above, and give them the role there."
            : "If they are not in the list above, an administrator of the installation gives them the role.");
  }

  private String page(
      PeoplePage.Form form,
      FormProblems problems,
      @Nullable String cursor,
      Caller caller,
      Model model) {
    PageRequest request = PageRequest.of(ROWS, cursor);
    List<Person> found = commands.list(request.afterId(), request.rows(), caller);
    Page<PersonView> page =
        request.page(
            found, person -> person.id().toString(), person -> PersonView.of(person, caller));
    String next = page.nextCursor() == null ? null : PATH + "?cursor=" + page.nextCursor();
    model.addAttribute(
        "page", new PeoplePage(page.data().stream().map(this::row).toList(), form, next, problems));
    return "settings/people";
  }

  private PeoplePage.Row row(PersonView person) {
    return new PeoplePage.Row(
        person.id(),
        person.name(),
        person.email(),
        person.grants().stream()
            .map(each -> each.role() + " in " + scopes.place(each.clinicId()))
            .collect(Collectors.joining(", ")),
        person.hasPassword(),
        person.secondFactor(),
        person.signedInAt());
  }
}
