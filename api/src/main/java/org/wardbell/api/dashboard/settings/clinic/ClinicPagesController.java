package org.wardbell.api.dashboard.settings.clinic;

import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.wardbell.activities.clinic.ClinicStore;
import org.wardbell.activities.clinic.Role;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.access.SignedIn;
import org.wardbell.api.clinic.ClinicCommands;
import org.wardbell.api.clinic.ClinicView;
import org.wardbell.api.dashboard.signin.FormProblems;
import org.wardbell.api.page.Page;
import org.wardbell.api.page.PageRequest;
import org.wardbell.api.problem.ProblemException;

/** The list of clinics, and the form that makes one. */
@Controller
@RequestMapping(ClinicPagesController.PATH)
class ClinicPagesController {
  static final String PATH = "/settings/clinics";

  /** Clinics on a page: a screen or two. */
  private static final int ROWS = 50;

  private final ClinicCommands commands;
  private final ClinicStore clinics;

  ClinicPagesController(ClinicCommands commands, ClinicStore clinics) {
    this.commands = commands;
    this.clinics = clinics;
  }

  @GetMapping
  @Needs(Role.READER)
  String list(@RequestParam(required = false) @Nullable String cursor, Caller caller, Model model) {
    PageRequest request = PageRequest.of(ROWS, cursor);
    Page<ClinicView> page =
        request.page(
            clinics.list(caller.clinicId(), request.afterId(), request.rows()),
            clinic -> clinic.id().toString(),
            ClinicView::of);
    String next = page.nextCursor() == null ? null : PATH + "?cursor=" + page.nextCursor();
    model.addAttribute("page", new ClinicsPage(page.data(), next));
    return "settings/clinics";
  }

  @GetMapping("/new")
  @Needs(value = Role.ADMIN, installation = true)
  String begin(SignedIn signedIn, Model model) {
    model.addAttribute("page", ClinicForm.empty(signedIn.person().properties().timeZone().getId()));
    return "settings/newClinic";
  }

  @PostMapping("/new")
  @Needs(value = Role.ADMIN, installation = true)
  String create(
      @RequestParam(required = false) @Nullable String name,
      @RequestParam(required = false) @Nullable String email,
      @RequestParam(name = "contact_number", required = false) @Nullable String contactNumber,
      @RequestParam(required = false) @Nullable String address,
      @RequestParam(name = "time_zone", required = false) @Nullable String timeZone,
      @RequestParam(name = "unregistered_types", required = false) @Nullable String open,
      Caller caller,
      HttpServletResponse response,
      Model model) {
    ClinicForm form = ClinicForm.sent(name, email, contactNumber, address, timeZone, open, null);
    try {
      UUID made = commands.create(form.request(), caller).id();
      return "redirect:" + PATH + "/" + made;
    } catch (ProblemException problem) {
      model.addAttribute("page", form.refused(FormProblems.refuse(problem, response)));
      return "settings/newClinic";
    }
  }
}
