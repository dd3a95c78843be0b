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
import org.wardbell.api.problem.ProblemKind;
import org.wardbell.api.session.FirstPerson;
import org.wardbell.api.session.FirstPersonForm;

/** The page on which the first person makes themselves; afterwards it leads to the sign-in page. */
@Controller
class FirstRunController {
  private final FirstPerson first;

  FirstRunController(FirstPerson first) {
    this.first = first;
  }

  @GetMapping(PagePaths.FIRST_RUN)
  @Open("It asks for the administrator key, and tells nothing.")
  String show(Model model) {
    if (!first.isAwaited()) {
      return "redirect:" + PagePaths.SIGN_IN;
    }
    model.addAttribute("page", FirstRunPage.empty());
    return "signin/firstRun";
  }

  @PostMapping(PagePaths.FIRST_RUN)
  @Open("The administrator key in it says who it is; tries are counted and slowed down.")
  String make(
      @RequestParam(required = false) @Nullable String key,
      @RequestParam(required = false) @Nullable String name,
      @RequestParam(required = false) @Nullable String email,
      @RequestParam(required = false) @Nullable String password,
      @RequestParam(required = false) @Nullable String clinic,
      @RequestParam(name = "time_zone", required = false) @Nullable String timeZone,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    FirstPersonForm form =
        new FirstPersonForm(
            key,
            name,
            email,
            password,
            clinic == null || clinic.isBlank() ? null : clinic,
            timeZone);
    try {
      first.make(form, request, response);
      return "redirect:" + PagePaths.OVERVIEW;
    } catch (ProblemException problem) {
      if (problem.kind() == ProblemKind.CONFLICT) {
        return "redirect:" + PagePaths.SIGN_IN;
      }
      model.addAttribute(
          "page", FirstRunPage.refused(form, FormProblems.refuse(problem, response)));
      return "signin/firstRun";
    }
  }
}
