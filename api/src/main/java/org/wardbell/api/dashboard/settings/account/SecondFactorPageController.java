package org.wardbell.api.dashboard.settings.account;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.wardbell.activities.clinic.Role;
import org.wardbell.api.access.Needs;
import org.wardbell.api.access.SignedIn;
import org.wardbell.api.dashboard.signin.FormProblems;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.session.SecondFactorCommands;

/** The forms of one's own second factor. Secret and recovery codes are in one answer each. */
@Controller
@RequestMapping(AccountController.PATH + "/second-factor")
class SecondFactorPageController {
  private static final String FORM = "factor";

  private final SecondFactorCommands factor;

  SecondFactorPageController(SecondFactorCommands factor) {
    this.factor = factor;
  }

  @PostMapping
  @Needs(value = Role.READER, person = true)
  String begin(
      @RequestParam(required = false) @Nullable String password,
      SignedIn signedIn,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    AccountPage page = AccountPage.of(signedIn.person());
    try {
      SecondFactorCommands.Secret made = factor.begin(password, signedIn, request);
      return shown(page.begun(made, "", FormProblems.NONE), model);
    } catch (ProblemException problem) {
      return shown(page.refused(FORM, FormProblems.refuse(problem, response)), model);
    }
  }

  @PostMapping("/confirm")
  @Needs(value = Role.READER, person = true)
  String confirm(
      @RequestParam(required = false) @Nullable String code,
      @RequestParam(required = false) @Nullable String secret,
      @RequestParam(required = false) @Nullable String address,
      SignedIn signedIn,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    AccountPage page = AccountPage.of(signedIn.person());
    try {
      return shown(page.confirmed(factor.confirm(code, signedIn, request)), model);
    } catch (ProblemException problem) {
      FormProblems why = FormProblems.refuse(problem, response);
      if (secret == null || address == null) {
        return shown(page.refused(FORM, why), model);
      }
      // Who mistyped a code has the secret before their eyes still.
      return shown(page.begun(new SecondFactorCommands.Secret(secret, address), FORM, why), model);
    }
  }

  @PostMapping("/remove")
  @Needs(value = Role.READER, person = true)
  String remove(
      @RequestParam(required = false) @Nullable String password,
      SignedIn signedIn,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    try {
      factor.remove(password, signedIn, request);
      return "redirect:" + AccountController.PATH;
    } catch (ProblemException problem) {
      return shown(
          AccountPage.of(signedIn.person()).refused(FORM, FormProblems.refuse(problem, response)),
          model);
    }
  }

  private static String shown(AccountPage page, Model model) {
    model.addAttribute("page", page);
    return AccountController.VIEW;
  }
}
