package org.wardbell.api.dashboard.event;

import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.event.ClinicCatalogues;
import org.wardbell.activities.event.CustomEventType;
import org.wardbell.activities.event.KeptEventType;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.change.IfMatch;
import org.wardbell.api.clinic.RequestedClinic;
import org.wardbell.api.dashboard.signin.FormProblems;
import org.wardbell.api.event.EventTypeChecks;
import org.wardbell.api.event.EventTypeEditing;
import org.wardbell.api.event.EventTypeRequest;
import org.wardbell.api.problem.ProblemException;
import tools.jackson.databind.json.JsonMapper;

/** The form on which a clinic's own type is made, changed and deleted. */
@Controller
@RequestMapping(TypeController.PATH)
class TypeFormController {
  private static final String VIEW = "event/typeForm";

  private final ClinicCatalogues catalogues;
  private final RequestedClinic clinics;
  private final EventTypeChecks checks;
  private final EventTypeEditing editing;
  private final JsonMapper json;

  TypeFormController(
      ClinicCatalogues catalogues,
      RequestedClinic clinics,
      EventTypeChecks checks,
      EventTypeEditing editing,
      JsonMapper json) {
    this.catalogues = catalogues;
    this.clinics = clinics;
    this.checks = checks;
    this.editing = editing;
    this.json = json;
  }

  @GetMapping("/new")
  @Needs(Role.ADMIN)
  String begin(Model model) {
    model.addAttribute("page", TypeForm.empty());
    return VIEW;
  }

  @PostMapping("/new")
  @Needs(Role.ADMIN)
  String create(
      @RequestParam MultiValueMap<String, String> fields,
      Caller caller,
      HttpServletResponse response,
      Model model) {
    UUID clinic = clinics.ofParameter(caller, null);
    TypeForm form = TypeForm.sent(fields);
    try {
      CustomEventType type = checks.check(clinic, form.request(json));
      editing.create(clinic, type, caller);
      return to(type.type());
    } catch (ProblemException problem) {
      return refused(form, problem, response, model);
    }
  }

  @GetMapping("/{type}/edit")
  @Needs(Role.ADMIN)
  String edit(@PathVariable String type, Caller caller, Model model) {
    model.addAttribute("page", TypeForm.of(own(type, caller), json));
    return VIEW;
  }

  @PostMapping("/{type}/edit")
  @Needs(Role.ADMIN)
  String change(
      @PathVariable String type,
      @RequestParam MultiValueMap<String, String> fields,
      Caller caller,
      HttpServletResponse response,
      Model model) {
    KeptEventType own = own(type, caller);
    TypeForm form = TypeForm.sent(fields);
    try {
      EventTypeRequest request = form.request(json).named(type);
      CustomEventType wanted = checks.check(own.clinicId(), request);
      editing.change(own.clinicId(), wanted, IfMatch.ofForm(form.revision()), caller);
      return to(type);
    } catch (ProblemException problem) {
      return refused(form, problem, response, model);
    }
  }

  @PostMapping("/{type}/delete")
  @Needs(Role.ADMIN)
  String delete(
      @PathVariable String type,
      @RequestParam(required = false) @Nullable String revision,
      Caller caller) {
    KeptEventType own = own(type, caller);
    editing.delete(own.clinicId(), type, IfMatch.ofForm(revision), caller);
    return "redirect:" + TypeController.PATH;
  }

  private KeptEventType own(String type, Caller caller) {
    UUID clinic = clinics.ofParameter(caller, null);
    return catalogues.own(clinic, type).orElseThrow(() -> ProblemException.notFound("event type"));
  }

  private static String refused(
      TypeForm form, ProblemException problem, HttpServletResponse response, Model model) {
    model.addAttribute("page", form.refused(FormProblems.refuse(problem, response)));
    return VIEW;
  }

  private static String to(String type) {
    return "redirect:" + TypeController.PATH + "/" + type;
  }
}
