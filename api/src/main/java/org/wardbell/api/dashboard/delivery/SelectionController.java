package org.wardbell.api.dashboard.delivery;

import jakarta.servlet.http.HttpServletResponse;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.export.ExportFormat;
import org.wardbell.activities.logjob.LogRecords;
import org.wardbell.activities.logjob.LogSelection;
import org.wardbell.activities.logjob.NewLogJob;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.access.SignedIn;
import org.wardbell.api.clinic.RequestedClinic;
import org.wardbell.api.dashboard.frame.Addresses;
import org.wardbell.api.logjob.DeliveryBulk;
import org.wardbell.api.logjob.LogJobCommands;
import org.wardbell.api.problem.FieldChecks;
import org.wardbell.api.transfer.BulkView;

/**
 * The buttons of the list for many deliveries: those that are chosen, or all that match. Each asks
 * first, and says what it will do; exports, deletions and what is done with all that match are jobs
 * that go on without the page.
 */
@Controller
@RequestMapping(DeliveriesFilter.PATH)
class SelectionController {
  private final SelectionQuestions asked;
  private final DeliveryQuestions questions;
  private final DeliveryBulk bulk;
  private final LogJobCommands jobs;
  private final RequestedClinic clinics;
  private final ConfirmedOnce once;

  SelectionController(
      SelectionQuestions asked,
      DeliveryQuestions questions,
      DeliveryBulk bulk,
      LogJobCommands jobs,
      RequestedClinic clinics,
      ConfirmedOnce once) {
    this.asked = asked;
    this.questions = questions;
    this.bulk = bulk;
    this.jobs = jobs;
    this.clinics = clinics;
    this.once = once;
  }

  @PostMapping("/resend")
  @Needs(Role.WRITER)
  String resend(
      @RequestParam MultiValueMap<String, String> sent,
      HttpServletResponse response,
      Caller caller,
      SignedIn signedIn,
      Model model) {
    return asked(SelectionAct.RESEND, Form.of(sent, signedIn), response, caller, model);
  }

  @PostMapping("/cancel")
  @Needs(Role.WRITER)
  String cancel(
      @RequestParam MultiValueMap<String, String> sent,
      HttpServletResponse response,
      Caller caller,
      SignedIn signedIn,
      Model model) {
    return asked(SelectionAct.CANCEL, Form.of(sent, signedIn), response, caller, model);
  }

  @PostMapping("/export")
  @Needs(Role.WRITER)
  String export(
      @RequestParam MultiValueMap<String, String> sent,
      HttpServletResponse response,
      Caller caller,
      SignedIn signedIn,
      Model model) {
    return asked(SelectionAct.EXPORT, Form.of(sent, signedIn), response, caller, model);
  }

  @PostMapping("/delete")
  @Needs(Role.ADMIN)
  String delete(
      @RequestParam MultiValueMap<String, String> sent,
      HttpServletResponse response,
      Caller caller,
      SignedIn signedIn,
      Model model) {
    return asked(SelectionAct.DELETE, Form.of(sent, signedIn), response, caller, model);
  }

  /** The fields that the list, or the question after it, sent. */
  private record Form(
      MultiValueMap<String, String> sent, DeliveriesFilter filter, List<UUID> ids, ZoneId zone) {
    static Form of(MultiValueMap<String, String> sent, SignedIn signedIn) {
      FieldChecks checks = new FieldChecks();
      List<UUID> ids =
          sent.getOrDefault("id", List.of()).stream()
              .map(id -> checks.optionalId("id", id))
              .filter(Objects::nonNull)
              .distinct()
              .limit(LogSelection.MAXIMUM_IDS)
              .toList();
      checks.orThrow();
      return new Form(
          sent,
          DeliveriesFilter.of(sent.toSingleValueMap()),
          ids,
          signedIn.person().properties().timeZone());
    }

    @Nullable String value(String name) {
      return Addresses.typed(sent.getFirst(name));
    }
  }

  private String asked(
      SelectionAct act, Form form, HttpServletResponse response, Caller caller, Model model) {
    boolean all = form.value("all") != null;
    if (!all && form.ids().isEmpty()) {
      return "redirect:" + back(form, DeliveriesPage.NOTHING_CHOSEN);
    }
    if (act != SelectionAct.EXPORT && act.isJob(all) && caller.clinicId() == null) {
      // Such a job is of one clinic: whose it is to be is asked here, and nothing is looked for.
      model.addAttribute("act", act);
      model.addAttribute("filter", form.filter());
      model.addAttribute("ids", all ? List.of() : form.ids());
      return "delivery/whose";
    }
    SelectionPage page =
        all
            ? asked.ofAll(act, form.filter(), form.value("until"), form.zone(), caller)
            : asked.ofSome(act, form.filter(), form.ids(), caller);
    if (form.value("confirmed") == null || !page.isPossible()) {
      model.addAttribute("page", page);
      return "delivery/selection";
    }
    if (page.isTyped() && !act.word().equals(form.value("typed"))) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      model.addAttribute("page", page.refused());
      return "delivery/selection";
    }
    return "redirect:" + done(act, page, form, caller);
  }

  /** Returns where a person goes on; a second click on the same button does nothing again. */
  private String done(SelectionAct act, SelectionPage page, Form form, Caller caller) {
    return once.done(
        form.value("once"),
        caller,
        () ->
            act.isJob(page.until() != null)
                ? JobPage.address(jobs.begin(job(act, page, form, caller), caller))
                : told(act, bulk.act(act.bulk(), page.ids(), caller), page.filter()));
  }

  private NewLogJob job(SelectionAct act, SelectionPage page, Form form, Caller caller) {
    LogSelection selection = selection(page, form, caller);
    return act == SelectionAct.EXPORT
        ? NewLogJob.export(
            LogRecords.DELIVERIES,
            caller.clinicId(),
            selection,
            format(form),
            form.value("subject") != null,
            caller.actor())
        : NewLogJob.act(act.job(), clinic(caller), selection, caller.actor());
  }

  private static ExportFormat format(Form form) {
    return "JSON_LINES".equals(form.value("format")) ? ExportFormat.JSON_LINES : ExportFormat.CSV;
  }

  private UUID clinic(Caller caller) {
    FieldChecks checks = new FieldChecks();
    UUID clinic = clinics.named(caller, null, "Choose a clinic in the top bar.", checks);
    checks.orThrow();
    return clinic;
  }

  private LogSelection selection(SelectionPage page, Form form, Caller caller) {
    return page.until() == null
        ? questions.of(DeliveriesFilter.of(Map.of()), page.ids(), form.zone(), caller)
        : questions.of(
            SelectionQuestions.bounded(page.filter(), page.until(), form.zone()),
            null,
            form.zone(),
            caller);
  }

  /** Returns the address of the list as it was, with a word for what is missing. */
  private static String back(Form form, String missing) {
    Map<String, String> parameters = new LinkedHashMap<>(form.filter().parameters());
    for (String place : DeliveriesPage.PLACE) {
      Addresses.put(parameters, place, form.value(place));
    }
    parameters.put("done", missing);
    return Addresses.of(DeliveriesFilter.PATH, parameters);
  }

  private static String told(SelectionAct act, BulkView result, DeliveriesFilter filter) {
    Map<String, String> parameters = new LinkedHashMap<>(filter.parameters());
    parameters.put("done", act.word());
    parameters.put("count", Integer.toString(result.done()));
    if (result.failed() > 0) {
      parameters.put("failed", Integer.toString(result.failed()));
    }
    return Addresses.of(DeliveriesFilter.PATH, parameters);
  }
}
