package org.wardbell.api.dashboard.trial;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.wardbell.activities.clinic.ClinicFacts;
import org.wardbell.activities.clinic.ClinicStore;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.webhook.StoredWebhook;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.clinic.RequestedClinic;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;
import org.wardbell.api.webhook.TestAllView;
import org.wardbell.api.webhook.TestRequest;
import org.wardbell.api.webhook.WebhookEditing;
import org.wardbell.api.webhook.WebhookTests;

/**
 * The page on which all enabled webhooks of a clinic are tested. With scripts it asks for one after
 * the other, and so shows how far it is; without, all are tested in one request.
 */
@Controller
class TrialsController {
  private static final String PATH = "/webhooks/test";
  private static final String PAGE = "trial/trials";

  private final WebhookEditing webhooks;
  private final WebhookTests tests;
  private final Trials trials;
  private final RequestedClinic clinics;
  private final ClinicStore names;

  TrialsController(
      WebhookEditing webhooks,
      WebhookTests tests,
      Trials trials,
      RequestedClinic clinics,
      ClinicStore names) {
    this.webhooks = webhooks;
    this.tests = tests;
    this.trials = trials;
    this.clinics = clinics;
    this.names = names;
  }

  @GetMapping(PATH)
  @Needs(Role.ADMIN)
  String show(Caller caller, Model model) {
    UUID clinic = clinics.of(caller, null);
    return page(clinic, untested(clinic), "", model);
  }

  private List<TrialsPage.Row> untested(UUID clinic) {
    return enabled(clinic).stream()
        .map(each -> TrialsPage.Row.untested(each.webhook().id(), each.webhook().settings().name()))
        .toList();
  }

  @PostMapping(PATH)
  @Needs(Role.ADMIN)
  String testAll(Caller caller, HttpServletResponse response, Model model) {
    UUID clinic = clinics.of(caller, null);
    try {
      trials.requireWorker();
      TestAllView all = tests.testAll(enabled(clinic), TestRequest.DEFAULT, clinic, caller);
      List<TrialsPage.Row> rows = all.results().stream().map(TrialsController::row).toList();
      return page(
          clinic,
          rows,
          "All %d tested: %d delivered.".formatted(all.tested(), all.delivered()),
          model);
    } catch (ProblemException away) {
      if (away.kind() != ProblemKind.UNAVAILABLE) {
        throw away;
      }
      response.setStatus(away.kind().status().value());
      return page(clinic, untested(clinic), String.valueOf(away.getMessage()), model);
    }
  }

  /** Tests one of them; the answer is its row, also if it could not be tested. */
  @PostMapping("/webhooks/{id}/test/row")
  @Needs(Role.ADMIN)
  String testOne(@PathVariable UUID id, Caller caller, Model model) {
    StoredWebhook stored = webhooks.visible(id, caller);
    String name = stored.webhook().settings().name();
    TrialsPage.Row row;
    try {
      row = new TrialsPage.Row(id, name, trials.result(stored, TestRequest.DEFAULT, caller), false);
    } catch (ProblemException problem) {
      row =
          new TrialsPage.Row(
              id,
              name,
              TrialResult.none(String.valueOf(problem.getMessage())),
              problem.kind() == ProblemKind.UNAVAILABLE);
    }
    model.addAttribute("row", row);
    return "trial/row";
  }

  private List<StoredWebhook> enabled(UUID clinic) {
    return webhooks.of(clinic).stream().filter(StoredWebhook::enabled).toList();
  }

  private static TrialsPage.Row row(TestAllView.Result result) {
    TrialResult shown;
    if (result.report() != null) {
      shown = TrialResult.of(result.report());
    } else if (result.task() != null) {
      shown = TrialResult.none("The receiver has not answered yet.");
    } else {
      shown = TrialResult.none(result.problem() == null ? "" : result.problem());
    }
    return new TrialsPage.Row(result.webhookId(), result.name(), shown, false);
  }

  private String page(UUID clinic, List<TrialsPage.Row> rows, String sentence, Model model) {
    String name = names.find(clinic).map(ClinicFacts::name).orElse("");
    model.addAttribute("page", new TrialsPage(name, rows, sentence));
    return PAGE;
  }
}
