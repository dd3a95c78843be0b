package org.wardbell.api.dashboard.trial;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.interactive.KeptTask;
import org.wardbell.activities.webhook.StoredWebhook;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.dashboard.refusal.RefusalWords;
import org.wardbell.api.interactive.TaskReading;
import org.wardbell.api.problem.FieldProblem;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;
import org.wardbell.api.webhook.TestRequest;
import org.wardbell.api.webhook.WebhookEditing;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The page on which a webhook is tested: a worker sends, and the page shows what came of it. */
@Controller
@RequestMapping("/webhooks/{id}/test")
class TrialController {
  private final WebhookEditing webhooks;
  private final Trials trials;
  private final TrialPages pages;
  private final TaskReading tasks;

  TrialController(WebhookEditing webhooks, Trials trials, TrialPages pages, TaskReading tasks) {
    this.webhooks = webhooks;
    this.trials = trials;
    this.pages = pages;
    this.tasks = tasks;
  }

  @GetMapping
  @Needs(Role.ADMIN)
  String show(
      @PathVariable UUID id,
      @RequestParam(name = "event_type", required = false) @Nullable String type,
      @RequestParam(required = false) @Nullable UUID task,
      Caller caller,
      Model model) {
    StoredWebhook stored = readable(id, caller);
    TrialResult result = task == null ? null : earlier(task, stored, caller);
    return page(stored, type, null, "", result, caller, model);
  }

  private TrialResult earlier(UUID task, StoredWebhook stored, Caller caller) {
    KeptTask kept = tasks.read(task, caller);
    UUID id = stored.webhook().id();
    if (!id.equals(kept.webhookId())) {
      throw ProblemException.notFound("test");
    }
    return TrialResult.of(kept, "/webhooks/" + id + "/test?task=" + task);
  }

  /** Sends a test. With scripts the part with the result comes back, which is never an error. */
  @PostMapping
  @Needs(Role.ADMIN)
  String send(
      @PathVariable UUID id,
      @RequestParam(name = "event_type", defaultValue = "") String type,
      @RequestParam(defaultValue = "") String data,
      @RequestHeader(name = "HX-Request", required = false) @Nullable String part,
      Caller caller,
      HttpServletResponse response,
      Model model) {
    StoredWebhook stored = readable(id, caller);
    String problem = "";
    TrialResult result = null;
    try {
      result = trials.result(stored, new TestRequest(type, json(data)), caller);
    } catch (ProblemException refused) {
      if (refused.kind() != ProblemKind.INVALID && refused.kind() != ProblemKind.UNAVAILABLE) {
        throw refused;
      }
      if (part == null) {
        response.setStatus(refused.kind().status().value());
      }
      List<FieldProblem> errors = refused.document().errors();
      if (errors == null || errors.isEmpty()) {
        result = TrialResult.none(String.valueOf(refused.getMessage()));
      } else {
        problem = RefusalWords.of(errors.getFirst());
      }
    }
    String page = page(stored, type, data, problem, result, caller, model);
    return part == null ? page : "trial/answered";
  }

  private static JsonNode json(String data) {
    try {
      return JsonMapper.shared().readTree(data);
    } catch (JacksonException notJson) {
      throw ProblemException.invalid(
          "data",
          "is no JSON: line "
              + notJson.getLocation().getLineNr()
              + ", column "
              + notJson.getLocation().getColumnNr(),
          "Check commas, quotes and brackets there.");
    }
  }

  private String page(
      StoredWebhook stored,
      @Nullable String type,
      @Nullable String data,
      String problem,
      @Nullable TrialResult result,
      Caller caller,
      Model model) {
    model.addAttribute(
        "page", pages.of(stored, trials.clinicOf(stored, caller), type, data, problem, result));
    return "trial/trial";
  }

  private StoredWebhook readable(UUID id, Caller caller) {
    StoredWebhook stored = webhooks.visible(id, caller);
    WebhookEditing.requireReadable(stored);
    return stored;
  }
}
