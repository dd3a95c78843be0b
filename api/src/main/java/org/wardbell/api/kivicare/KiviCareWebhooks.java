package org.wardbell.api.kivicare;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.webhook.StoredWebhook;
import org.wardbell.activities.webhook.WebhookNumbers;
import org.wardbell.activities.webhook.WebhookNumbers.Numbered;
import org.wardbell.api.access.Caller;
import org.wardbell.api.problem.FieldProblem;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.webhook.WebhookBodies;
import org.wardbell.api.webhook.WebhookChecks;
import org.wardbell.api.webhook.WebhookEditing;
import org.wardbell.api.webhook.WebhookRequest;
import org.wardbell.workflows.webhook.WebhookSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Webhooks by their numbers and in KiviCare's form, on the services of {@code /api/v1}. */
@Component
final class KiviCareWebhooks {
  /** The fields that a body is made of here; they change together. */
  private static final List<String> PAYLOAD = List.of("content_type", "body", "form", "format");

  private final DSLContext database;
  private final WebhookEditing webhooks;
  private final WebhookChecks checks;
  private final WebhookBodies bodies;
  private final RecordWriter records;
  private final JsonMapper json;

  KiviCareWebhooks(
      DSLContext database,
      WebhookEditing webhooks,
      WebhookChecks checks,
      WebhookBodies bodies,
      RecordWriter records,
      JsonMapper json) {
    this.database = database;
    this.webhooks = webhooks;
    this.checks = checks;
    this.bodies = bodies;
    this.records = records;
    this.json = json;
  }

  /** Returns all of a clinic, newest first. */
  List<StoredWebhook> of(UUID clinic) {
    return webhooks.of(clinic).reversed();
  }

  /** Returns the webhook with this number, if the caller sees it. */
  StoredWebhook visible(long number, Caller caller) {
    return webhooks.visible(
        WebhookNumbers.id(database, number).orElseThrow(() -> ProblemException.notFound("webhook")),
        caller);
  }

  /** Returns the records of some webhooks. */
  List<ObjectNode> records(List<StoredWebhook> some, Role role) {
    Map<UUID, Numbered> numbers =
        WebhookNumbers.of(database, some.stream().map(each -> each.webhook().id()).toList());
    return some.stream()
        .flatMap(
            each -> {
              Numbered numbered = numbers.get(each.webhook().id());
              return numbered == null
                  ? Stream.<ObjectNode>empty()
                  : Stream.of(records.record(numbered.number(), each, role));
            })
        .toList();
  }

  ObjectNode record(StoredWebhook stored, Role role) {
    return records(List.of(stored), role).getFirst();
  }

  /** Makes a webhook; its record has the notes of the translation, and its signing secret. */
  ObjectNode create(UUID clinic, ObjectNode record, Caller caller) {
    RecordTranslation translation = new RecordTranslation(record);
    WebhookRequest request = bodies.whole(translated(translation, List.of()));
    WebhookSettings settings =
        inTheirNames(translation, () -> checks.settings(clinic, request.draft(), ""));
    StoredWebhook made = webhooks.create(clinic, settings, caller, Map.of("from", "kivicare"));
    return noted(record(made, caller.role()), translation)
        .put("signing_secret", made.webhook().secrets().getFirst().value());
  }

  /**
   * Changes a webhook by a record. What the record says as it was shown stays as it is, also where
   * KiviCare could not have said it so.
   */
  ObjectNode change(StoredWebhook earlier, ObjectNode record, Caller caller) {
    WebhookEditing.requireReadable(earlier);
    WebhookSettings kept = earlier.webhook().settings();
    RecordTranslation translation = new RecordTranslation(record);
    RecordTranslation asShown = new RecordTranslation(record(earlier, Role.ADMIN));
    ObjectNode shown = asShown.translate(kept.allowHttp());
    ObjectNode wanted = translated(translation, asShown.findings().problems());
    ObjectNode changed =
        json.valueToTree(WebhookRequest.of(kept.with(kept.name(), earlier.enabled()), false));
    for (String name : wanted.propertyNames()) {
      if (!PAYLOAD.contains(name) && !wanted.path(name).equals(shown.path(name))) {
        changed.set(name, wanted.path(name));
      }
    }
    for (String name : List.of("headers", "query")) {
      if (!wanted.has(name) && shown.has(name)) {
        changed.remove(name);
      }
    }
    if (!payload(wanted).equals(payload(shown))) {
      changed.remove(PAYLOAD);
      changed.remove("transform");
      changed.setAll(payload(wanted));
    }
    WebhookSettings settings =
        inTheirNames(
            translation,
            () ->
                checks.settings(
                    earlier.webhook().clinicId(), bodies.whole(changed).draftKeeping(kept), ""));
    StoredWebhook after = webhooks.change(earlier, settings, caller);
    return noted(record(after, caller.role()), translation);
  }

  private static WebhookSettings inTheirNames(
      RecordTranslation translation, Supplier<WebhookSettings> check) {
    try {
      return check.get();
    } catch (ProblemException refused) {
      throw translation.fields().told(refused);
    }
  }

  private ObjectNode payload(ObjectNode request) {
    ObjectNode payload = json.createObjectNode();
    for (String name : PAYLOAD) {
      if (request.has(name)) {
        payload.set(name, request.path(name));
      }
    }
    return payload;
  }

  /** Enables or disables a webhook. */
  StoredWebhook status(StoredWebhook stored, boolean enabled, Caller caller) {
    WebhookSettings settings = stored.webhook().settings();
    return stored.enabled() == enabled
        ? stored
        : webhooks.change(stored, settings.with(settings.name(), enabled), caller);
  }

  /**
   * Returns our request, or ends this one.
   *
   * @param known the problems of the record as it was shown, which is taken back as it is
   */
  private static ObjectNode translated(RecordTranslation translation, List<FieldProblem> known) {
    ObjectNode request = translation.translate(false);
    List<FieldProblem> problems =
        translation.findings().problems().stream().filter(each -> !known.contains(each)).toList();
    if (!problems.isEmpty()) {
      throw ProblemException.invalid(problems);
    }
    return request;
  }

  private ObjectNode noted(ObjectNode record, RecordTranslation translation) {
    JsonNode notes = json.valueToTree(translation.findings().notes());
    return record.set("notes", notes);
  }
}
