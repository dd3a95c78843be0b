package org.wardbell.api.dashboard.settings.clinic;

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
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.change.IfMatch;
import org.wardbell.api.clinic.ClinicCommands;
import org.wardbell.api.clinic.ClinicView;
import org.wardbell.api.dashboard.frame.Addresses;
import org.wardbell.api.dashboard.signin.FormProblems;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.retention.EndingView;
import org.wardbell.api.retention.RetentionCommands;
import org.wardbell.api.retention.RetentionRequest;
import org.wardbell.api.retention.RetentionView;

/** The page of one clinic: what is said of it, and how long it keeps what it has. */
@Controller
@RequestMapping(ClinicPagesController.PATH + "/{id}")
class ClinicPageController {
  private final ClinicCommands commands;
  private final RetentionCommands retention;

  ClinicPageController(ClinicCommands commands, RetentionCommands retention) {
    this.commands = commands;
    this.retention = retention;
  }

  @GetMapping
  @Needs(Role.READER)
  String show(@PathVariable UUID id, Caller caller, Model model) {
    return page(id, null, null, caller, model);
  }

  @PostMapping
  @Needs(Role.ADMIN)
  String change(
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable String name,
      @RequestParam(required = false) @Nullable String email,
      @RequestParam(name = "contact_number", required = false) @Nullable String contactNumber,
      @RequestParam(required = false) @Nullable String address,
      @RequestParam(name = "time_zone", required = false) @Nullable String timeZone,
      @RequestParam(name = "unregistered_types", required = false) @Nullable String open,
      @RequestParam(required = false) @Nullable String revision,
      Caller caller,
      HttpServletResponse response,
      Model model) {
    ClinicForm form =
        ClinicForm.sent(name, email, contactNumber, address, timeZone, open, revision);
    var _ = commands.visible(id, caller);
    try {
      var _ = commands.change(id, form.request(), IfMatch.ofForm(revision), caller);
      return to(id);
    } catch (ProblemException problem) {
      return page(id, form.refused(FormProblems.refuse(problem, response)), null, caller, model);
    }
  }

  /**
   * Says what a change of the days would end, or saves it.
   *
   * @param save whether the button was the one that saves
   */
  @PostMapping("/retention")
  @Needs(Role.ADMIN)
  String keep(
      @PathVariable UUID id,
      @RequestParam(name = "payload_days", required = false) @Nullable String payloadDays,
      @RequestParam(name = "delivery_days", required = false) @Nullable String deliveryDays,
      @RequestParam(required = false) @Nullable String revision,
      @RequestParam(required = false) @Nullable String save,
      Caller caller,
      HttpServletResponse response,
      Model model) {
    String payloads = Addresses.shown(payloadDays);
    String deliveries = Addresses.shown(deliveryDays);
    var _ = commands.visible(id, caller);
    try {
      RetentionRequest request =
          new RetentionRequest(
              whole("payload_days", payloads), whole("delivery_days", deliveries), null);
      if (save != null) {
        var _ = retention.change(id, request, false, IfMatch.ofForm(revision), caller);
        return to(id);
      }
      EndingView ending = retention.ending(id, request, caller);
      ClinicPage.Days days = new ClinicPage.Days(payloads, deliveries, ending, FormProblems.NONE);
      return page(id, null, days, caller, model);
    } catch (ProblemException problem) {
      ClinicPage.Days days =
          new ClinicPage.Days(payloads, deliveries, null, FormProblems.refuse(problem, response));
      return page(id, null, days, caller, model);
    }
  }

  private static int whole(String field, String typed) {
    try {
      return Integer.parseInt(typed.strip());
    } catch (NumberFormatException none) {
      throw ProblemException.invalid(field, "is not a whole number", "Write it in days.");
    }
  }

  @PostMapping("/retention/reset")
  @Needs(Role.ADMIN)
  String reset(@PathVariable UUID id, Caller caller) {
    var _ = retention.reset(id, IfMatch.none(), caller);
    return to(id);
  }

  private static String to(UUID id) {
    return "redirect:" + ClinicPagesController.PATH + "/" + id;
  }

  private String page(
      UUID id,
      @Nullable ClinicForm typed,
      ClinicPage.@Nullable Days days,
      Caller caller,
      Model model) {
    ClinicView clinic = ClinicView.of(commands.visible(id, caller));
    RetentionView kept = retention.read(id, caller);
    model.addAttribute(
        "page",
        new ClinicPage(
            id,
            clinic.name(),
            clinic.isDefault(),
            typed == null ? ClinicForm.of(clinic) : typed,
            kept,
            days == null ? ClinicPage.Days.of(kept) : days));
    return "settings/clinic";
  }
}
