package org.wardbell.api.dashboard.settings.access;

import jakarta.servlet.http.HttpServletResponse;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.wardbell.activities.clinic.ApiKey;
import org.wardbell.activities.clinic.Role;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.access.SignedIn;
import org.wardbell.api.change.IfMatch;
import org.wardbell.api.clinic.KeyCommands;
import org.wardbell.api.clinic.KeyRequest;
import org.wardbell.api.dashboard.frame.Addresses;
import org.wardbell.api.dashboard.signin.FormProblems;
import org.wardbell.api.page.Page;
import org.wardbell.api.page.PageRequest;
import org.wardbell.api.problem.ProblemException;

/** The page on which API keys are made, shown once, and revoked. */
@Controller
@RequestMapping(KeyPagesController.PATH)
class KeyPagesController {
  static final String PATH = "/settings/keys";

  /** Keys on a page; few clinics have more. */
  private static final int ROWS = 50;

  /** What the list's address says after a key was revoked. */
  private static final String REVOKED = "revoke";

  private final KeyCommands commands;
  private final ScopeWords scopes;

  KeyPagesController(KeyCommands commands, ScopeWords scopes) {
    this.commands = commands;
    this.scopes = scopes;
  }

  @GetMapping
  @Needs(Role.ADMIN)
  String list(
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable String done,
      Caller caller,
      Model model) {
    model.addAttribute("revoked", REVOKED.equals(done));
    return page(KeysPage.Form.EMPTY, null, FormProblems.NONE, cursor, caller, model);
  }

  /** Makes a key. Its text is in this answer only, so that nothing has to keep it. */
  @PostMapping
  @Needs(Role.ADMIN)
  String create(
      @RequestParam(required = false) @Nullable String name,
      @RequestParam(required = false) @Nullable String role,
      @RequestParam(required = false) @Nullable String scope,
      @RequestParam(name = "expires_at", required = false) @Nullable String expiresAt,
      Caller caller,
      SignedIn signedIn,
      HttpServletResponse response,
      Model model) {
    ZoneId zone = signedIn.person().properties().timeZone();
    KeyRequest request =
        new KeyRequest(
            name,
            ScopeWords.role(role),
            ScopeWords.clinic(scope),
            ScopeWords.installation(scope),
            Addresses.moment(Addresses.typed(expiresAt), zone));
    try {
      ScopeWords.requireChosen(scope, caller);
      KeyCommands.Made made = commands.create(request, caller);
      return page(
          KeysPage.Form.EMPTY,
          new KeysPage.Made(made.key().name(), made.text()),
          FormProblems.NONE,
          null,
          caller,
          model);
    } catch (ProblemException problem) {
      KeysPage.Form typed =
          new KeysPage.Form(
              Addresses.shown(name),
              Addresses.shown(role),
              Addresses.shown(scope),
              Addresses.shown(expiresAt));
      return page(typed, null, FormProblems.refuse(problem, response), null, caller, model);
    }
  }

  /** Says what revoking a key will do: nothing brings it back. */
  @GetMapping("/{id}/revoke")
  @Needs(Role.ADMIN)
  String ask(@PathVariable UUID id, Caller caller, Model model) {
    ApiKey key = commands.read(id, caller);
    model.addAttribute("row", new KeysPage.Row(key, scopes.place(key.clinicId())));
    return "settings/revoke";
  }

  @PostMapping("/{id}/revoke")
  @Needs(Role.ADMIN)
  String revoke(@PathVariable UUID id, Caller caller, HttpServletResponse response, Model model) {
    try {
      commands.revoke(id, IfMatch.none(), caller);
      return "redirect:" + PATH + "?done=" + REVOKED;
    } catch (ProblemException problem) {
      return page(
          KeysPage.Form.EMPTY, null, FormProblems.refuse(problem, response), null, caller, model);
    }
  }

  private String page(
      KeysPage.Form form,
      KeysPage.@Nullable Made made,
      FormProblems problems,
      @Nullable String cursor,
      Caller caller,
      Model model) {
    PageRequest request = PageRequest.of(ROWS, cursor);
    List<ApiKey> found = commands.list(request.afterId(), request.rows(), caller);
    Page<KeysPage.Row> page =
        request.page(
            found,
            key -> key.id().toString(),
            key -> new KeysPage.Row(key, scopes.place(key.clinicId())));
    String next = page.nextCursor() == null ? null : PATH + "?cursor=" + page.nextCursor();
    model.addAttribute("page", new KeysPage(page.data(), form, made, next, problems));
    return "settings/keys";
  }
}
