package org.wardbell.api.dashboard.editor;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.event.ClinicCatalogues;
import org.wardbell.activities.webhook.StoredWebhook;
import org.wardbell.api.access.Caller;
import org.wardbell.api.change.ReturnedBodies.Reading;
import org.wardbell.api.problem.FieldProblem;
import org.wardbell.api.problem.ProblemDocument;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.webhook.WebhookBodies;
import org.wardbell.api.webhook.WebhookChecks;
import org.wardbell.api.webhook.WebhookRequest;
import org.wardbell.api.webhook.WebhookView;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The reading of webhooks' forms, by the rules of REST. */
@Component
final class WebhookForms {
  private final JsonMapper json;
  private final WebhookBodies bodies;
  private final WebhookChecks checks;
  private final FormSecrets secrets;
  private final ClinicCatalogues catalogues;

  WebhookForms(
      JsonMapper json,
      WebhookBodies bodies,
      WebhookChecks checks,
      FormSecrets secrets,
      ClinicCatalogues catalogues) {
    this.json = json;
    this.bodies = bodies;
    this.checks = checks;
    this.secrets = secrets;
    this.catalogues = catalogues;
  }

  /** Returns the form of a webhook that is kept. */
  FormFields of(StoredWebhook stored) {
    return StoredForm.of(
        json.valueToTree(WebhookView.of(stored, Role.ADMIN)),
        catalogues.of(stored.webhook().clinicId()));
  }

  /** Returns what a form of a new webhook means. */
  EditedWebhook made(FormFields form, UUID clinic, Caller caller) {
    WebhookForm sent = new WebhookForm(form, name -> secrets.value(form, name, caller));
    return edited(sent, () -> bodies.made(sent.body()), clinic, null);
  }

  /** Returns what a form of a webhook that is kept means. */
  EditedWebhook changed(FormFields form, StoredWebhook earlier, Caller caller) {
    WebhookForm sent = new WebhookForm(form, name -> secrets.value(form, name, caller));
    ObjectNode patch = sent.body();
    return edited(
        sent, () -> bodies.patched(earlier, patch), earlier.webhook().clinicId(), earlier);
  }

  private interface Body {
    Reading<WebhookRequest> read();
  }

  private EditedWebhook edited(
      WebhookForm sent, Body body, @Nullable UUID clinic, @Nullable StoredWebhook earlier) {
    try {
      Reading<WebhookRequest> read = body.read();
      List<FieldProblem> problems = new ArrayList<>(sent.problems());
      problems.addAll(read.problems());
      Reading<WebhookRequest> reading = new Reading<>(read.request(), problems);
      return new EditedWebhook(
          earlier == null ? checks.settings(clinic, reading) : checks.settings(earlier, reading),
          List.of());
    } catch (ProblemException problem) {
      ProblemDocument document = problem.document();
      if (document.errors() == null || document.errors().isEmpty()) {
        throw problem;
      }
      return new EditedWebhook(null, document.errors());
    }
  }

  /** Returns the form with its credentials sealed, as a page may show it again. */
  FormFields hidden(FormFields form, Caller caller) {
    return secrets.hidden(form, caller);
  }
}
