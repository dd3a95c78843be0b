package org.wardbell.api.dashboard.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.wardbell.api.access.Open;
import org.wardbell.api.dashboard.frame.PagePaths;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.session.LinkedPasswords;

/** The page behind a one-time link, on which a person sets a password. */
@Controller
class PasswordController {
  private final LinkedPasswords passwords;

  PasswordController(LinkedPasswords passwords) {
    this.passwords = passwords;
  }

  @GetMapping(PagePaths.PASSWORD)
  @Open("It tells whoever has a link whether it still works; tries are counted and slowed down.")
  String show(
      @RequestParam(required = false) @Nullable String token,
      HttpServletRequest request,
      Model model) {
    boolean works = token == null || token.isEmpty() || passwords.mayWork(token, request);
    model.addAttribute("page", page(token, works, FormProblems.NONE));
    return "signin/password";
  }

  @PostMapping(PagePaths.PASSWORD)
  @Open("The one-time token in it says who it is.")
  String set(
      @RequestParam(required = false) @Nullable String token,
      @RequestParam(required = false) @Nullable String password,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    try {
      passwords.set(token, password, request, response);
      return "redirect:" + PagePaths.SIGN_IN + "?set";
    } catch (ProblemException problem) {
      FormProblems problems = FormProblems.refuse(problem, response);
      model.addAttribute("page", page(token, problems.of("token") == null, problems));
      return "signin/password";
    }
  }

  private static PasswordPage page(@Nullable String token, boolean works, FormProblems problems) {
    return new PasswordPage(token == null ? "" : token, works, problems);
  }
}
