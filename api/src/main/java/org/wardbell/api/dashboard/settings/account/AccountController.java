package org.wardbell.api.dashboard.settings.account;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.wardbell.activities.clinic.Role;
import org.wardbell.api.access.Needs;
import org.wardbell.api.access.SignedIn;
import org.wardbell.api.dashboard.frame.Addresses;
import org.wardbell.api.dashboard.frame.PagePaths;
import org.wardbell.api.dashboard.signin.FormProblems;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.session.AccountCommands;

/** The page of one's own account: name, zone, language, password, sessions. */
@Controller
@RequestMapping(AccountController.PATH)
class AccountController {
  static final String PATH = "/settings/account";
  static final String VIEW = "settings/account";

  private final AccountCommands account;

  AccountController(AccountCommands account) {
    this.account = account;
  }

  @GetMapping
  @Needs(value = Role.READER, person = true)
  String show(SignedIn signedIn, Model model) {
    model.addAttribute("page", AccountPage.of(signedIn.person()));
    return VIEW;
  }

  @PostMapping
  @Needs(value = Role.READER, person = true)
  String change(
      @RequestParam(required = false) @Nullable String name,
      @RequestParam(name = "time_zone", required = false) @Nullable String timeZone,
      @RequestParam(required = false) @Nullable String language,
      @RequestParam(name = "single_keys", defaultValue = "false") boolean singleKeys,
      SignedIn signedIn,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    try {
      var _ = account.change(name, timeZone, language, singleKeys, signedIn, request);
      return "redirect:" + PATH;
    } catch (ProblemException problem) {
      model.addAttribute(
          "page",
          AccountPage.of(signedIn.person())
              .refused(
                  Addresses.shown(name),
                  Addresses.shown(timeZone),
                  Addresses.shown(language),
                  singleKeys,
                  "me",
                  FormProblems.refuse(problem, response)));
      return VIEW;
    }
  }

  @PostMapping("/password")
  @Needs(value = Role.READER, person = true)
  String changePassword(
      @RequestParam(name = "current_password", required = false) @Nullable String current,
      @RequestParam(required = false) @Nullable String password,
      SignedIn signedIn,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    try {
      var _ = account.changePassword(current, password, signedIn, request, response);
      return "redirect:" + PATH;
    } catch (ProblemException problem) {
      model.addAttribute(
          "page",
          AccountPage.of(signedIn.person())
              .refused("password", FormProblems.refuse(problem, response)));
      return VIEW;
    }
  }

  @PostMapping("/sign-out")
  @Needs(value = Role.READER, person = true)
  String signOut(SignedIn signedIn, HttpServletRequest request, HttpServletResponse response) {
    account.endAll(signedIn, request, response);
    return "redirect:" + PagePaths.SIGN_IN;
  }
}
