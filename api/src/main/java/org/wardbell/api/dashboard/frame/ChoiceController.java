package org.wardbell.api.dashboard.frame;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.wardbell.activities.clinic.Role;
import org.wardbell.api.access.Needs;

/** The two switches of the top bar: which clinic, and light or dark. */
@Controller
class ChoiceController {
  @PostMapping("/choice")
  @Needs(value = Role.READER, person = true)
  String choose(
      @RequestParam(required = false) @Nullable String theme,
      @RequestParam(required = false) @Nullable String clinic,
      @RequestParam(required = false) @Nullable String to,
      HttpServletRequest request,
      HttpServletResponse response) {
    if (theme != null) {
      Choice.Theme chosen = Choice.Theme.of(theme);
      keep(Choice.THEME, chosen == Choice.Theme.AUTO ? "" : chosen.word(), request, response);
    }
    if (clinic != null) {
      UUID chosen = Choice.id(clinic);
      keep(Choice.CLINIC, chosen == null ? Viewer.ALL : chosen.toString(), request, response);
    }
    String there = PagePaths.ofOurs(to);
    // Whoever sees all clinics sees whatever one of them has.
    return "redirect:"
        + (clinic == null || clinic.equals(Viewer.ALL) ? there : LeftOut.inAnotherClinic(there));
  }

  private static void keep(
      String name, String value, HttpServletRequest request, HttpServletResponse response) {
    response.addHeader(
        HttpHeaders.SET_COOKIE, Choice.cookie(name, value, request.isSecure()).toString());
  }
}
