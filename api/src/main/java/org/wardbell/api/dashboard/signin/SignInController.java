package org.wardbell.api.dashboard.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.wardbell.activities.clinic.Role;
import org.wardbell.api.access.Needs;
import org.wardbell.api.access.Open;
import org.wardbell.api.access.SignedIn;
import org.wardbell.api.dashboard.frame.PagePaths;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.session.FirstPerson;
import org.wardbell.api.session.SessionCommands;

/** The page where people sign in, and the button by which they leave. */
@Controller
class SignInController {
  private final SessionCommands sessions;
  private final FirstPerson first;

  SignInController(SessionCommands sessions, FirstPerson first) {
    this.sessions = sessions;
    this.first = first;
  }

  @GetMapping(PagePaths.SIGN_IN)
  @Open("It asks who somebody is, and tells nothing.")
  String show(
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String left,
      @RequestParam(required = false) @Nullable String set,
      HttpServletRequest request,
      Model model) {
    if (request.getAttribute(SignedIn.class.getName()) != null) {
      return "redirect:" + PagePaths.ofOurs(to);
    }
    if (first.isAwaited()) {
      return "redirect:" + PagePaths.FIRST_RUN;
    }
    model.addAttribute(
        "page", SignInPage.empty(PagePaths.ofOurs(to), said(left != null, set != null)));
    return "signin/signIn";
  }

  /** Returns what has just happened, in words; null for nothing. */
  private static @Nullable String said(boolean left, boolean set) {
    if (set) {
      return "Your password is set. Sign in with it.";
    }
    return left ? "You are signed out." : null;
  }

  @PostMapping(PagePaths.SIGN_IN)
  @Open("The password in it says who it is; tries are counted and slowed down.")
  String signIn(
      @RequestParam(required = false) @Nullable String email,
      @RequestParam(required = false) @Nullable String password,
      @RequestParam(required = false) @Nullable String code,
      @RequestParam(required = false) @Nullable String to,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    String next = PagePaths.ofOurs(to);
    String oneTime = code == null || code.isBlank() ? null : code;
    try {
      SignedIn _ = sessions.begin(email, password, oneTime, request, response);
      return "redirect:" + next;
    } catch (ProblemException problem) {
      model.addAttribute(
          "page", SignInPage.refused(next, email, FormProblems.refuse(problem, response)));
      return "signin/signIn";
    }
  }

  @PostMapping(PagePaths.SIGN_OUT)
  @Needs(value = Role.READER, person = true)
  String signOut(SignedIn signedIn, HttpServletRequest request, HttpServletResponse response) {
    sessions.end(signedIn, request, response);
    return "redirect:" + PagePaths.SIGN_IN + "?left";
  }
}
