package org.wardbell.api.dashboard.settings.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.person.PasswordLinks;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.change.IfMatch;
import org.wardbell.api.dashboard.signin.FormProblems;
import org.wardbell.api.person.GrantCommands;
import org.wardbell.api.person.PersonCommands;
import org.wardbell.api.person.PersonRemedies;
import org.wardbell.api.person.PersonView;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/** The page of one person: roles, a one-time link, and what ends somebody's access. */
@Controller
@RequestMapping(PeopleController.PATH + "/{id}")
class PersonController {
  private static final String INSTALLATION = "installation";

  private final PersonCommands people;
  private final PersonRemedies remedies;
  private final GrantCommands grants;
  private final ScopeWords scopes;
  private final PasswordLinkAddress addresses;

  PersonController(
      PersonCommands people,
      PersonRemedies remedies,
      GrantCommands grants,
      ScopeWords scopes,
      PasswordLinkAddress addresses) {
    this.people = people;
    this.remedies = remedies;
    this.grants = grants;
    this.scopes = scopes;
    this.addresses = addresses;
  }

  /** An act on a person that may be refused. */
  private interface Act {
    void run();
  }

  @GetMapping
  @Needs(Role.ADMIN)
  String show(@PathVariable UUID id, Caller caller, Model model) {
    return page(id, null, FormProblems.NONE, caller, model);
  }

  /** Makes a link. It is in this answer only, so that nothing has to keep it. */
  @PostMapping("/link")
  @Needs(Role.ADMIN)
  String link(
      @PathVariable UUID id,
      Caller caller,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    try {
      PasswordLinks.Made made = remedies.link(id, caller);
      PersonPage.Link link =
          new PersonPage.Link(addresses.of(made.token(), request), made.expiresAt());
      return page(id, link, FormProblems.NONE, caller, model);
    } catch (ProblemException problem) {
      return refused(id, problem, caller, response, model);
    }
  }

  @PostMapping("/role")
  @Needs(Role.ADMIN)
  String give(
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable String role,
      @RequestParam(required = false) @Nullable String scope,
      Caller caller,
      HttpServletResponse response,
      Model model) {
    return act(
        id,
        () -> {
          ScopeWords.requireChosen(scope, caller);
          var _ =
              grants.put(id, scope(scope, caller), ScopeWords.role(role), IfMatch.none(), caller);
        },
        caller,
        response,
        model);
  }

  @PostMapping("/role/remove")
  @Needs(Role.ADMIN)
  String take(
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable String scope,
      Caller caller,
      HttpServletResponse response,
      Model model) {
    return act(
        id,
        () -> grants.remove(id, scope(scope, caller), IfMatch.none(), caller),
        caller,
        response,
        model);
  }

  @PostMapping("/sign-out")
  @Needs(Role.ADMIN)
  String signOut(@PathVariable UUID id, Caller caller, HttpServletResponse response, Model model) {
    return act(id, () -> remedies.endSessions(id, caller), caller, response, model);
  }

  @PostMapping("/second-factor/remove")
  @Needs(Role.ADMIN)
  String resetSecondFactor(
      @PathVariable UUID id, Caller caller, HttpServletResponse response, Model model) {
    return act(id, () -> remedies.resetSecondFactor(id, caller), caller, response, model);
  }

  /** Says what removing a person will do: nothing brings their sign-in back. */
  @GetMapping("/remove")
  @Needs(Role.ADMIN)
  String ask(@PathVariable UUID id, Caller caller, Model model) {
    var _ = page(id, null, FormProblems.NONE, caller, model);
    return "settings/remove";
  }

  @PostMapping("/remove")
  @Needs(Role.ADMIN)
  String remove(@PathVariable UUID id, Caller caller, HttpServletResponse response, Model model) {
    return act(id, () -> people.delete(id, IfMatch.none(), caller), caller, response, model);
  }

  private static String scope(@Nullable String asked, Caller caller) {
    if (asked == null || asked.isBlank()) {
      return caller.clinicId() == null ? INSTALLATION : caller.clinicId().toString();
    }
    return asked.equals(ScopeWords.ALL) ? INSTALLATION : asked;
  }

  /** Acts, and leads back: to the person, or to the list if this caller sees the person no more. */
  private String act(UUID id, Act act, Caller caller, HttpServletResponse response, Model model) {
    try {
      act.run();
    } catch (ProblemException problem) {
      return refused(id, problem, caller, response, model);
    }
    try {
      var _ = people.read(id, caller);
      return "redirect:" + PeopleController.PATH + "/" + id;
    } catch (ProblemException gone) {
      return "redirect:" + PeopleController.PATH;
    }
  }

  private String refused(
      UUID id, ProblemException problem, Caller caller, HttpServletResponse response, Model model) {
    if (problem.kind() == ProblemKind.NOT_FOUND) {
      throw problem;
    }
    return page(id, null, FormProblems.refuse(problem, response), caller, model);
  }

  private String page(
      UUID id, PersonPage.@Nullable Link link, FormProblems problems, Caller caller, Model model) {
    PersonView person = PersonView.of(people.read(id, caller), caller);
    model.addAttribute(
        "page",
        new PersonPage(
            person,
            person.grants().stream()
                .map(
                    each ->
                        new PersonPage.Right(
                            each.clinicId() == null ? INSTALLATION : each.clinicId().toString(),
                            scopes.place(each.clinicId()),
                            each.role().name()))
                .toList(),
            link,
            problems));
    return "settings/person";
  }
}
