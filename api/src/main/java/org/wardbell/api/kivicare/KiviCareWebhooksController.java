package org.wardbell.api.kivicare;

import io.swagger.v3.oas.annotations.Hidden;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.webhook.StoredWebhook;
import org.wardbell.activities.webhook.WebhookNumbers;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.clinic.RequestedClinic;
import org.wardbell.api.kivicare.Envelopes.PageNumber;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.transfer.BulkView;
import org.wardbell.api.transfer.WebhookBulk;
import org.wardbell.api.webhook.WebhookEditing;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** KiviCare's routes for webhooks. */
@RestController
@RequestMapping("/wp-json/kivicare/v1/webhooks")
@Hidden
class KiviCareWebhooksController {
  private final DSLContext database;
  private final KiviCareWebhooks webhooks;
  private final WebhookEditing editing;
  private final WebhookBulk bulk;
  private final RequestedClinic clinics;
  private final Envelopes envelopes;

  KiviCareWebhooksController(
      DSLContext database,
      KiviCareWebhooks webhooks,
      WebhookEditing editing,
      WebhookBulk bulk,
      RequestedClinic clinics,
      Envelopes envelopes) {
    this.database = database;
    this.webhooks = webhooks;
    this.editing = editing;
    this.bulk = bulk;
    this.clinics = clinics;
    this.envelopes = envelopes;
  }

  @GetMapping
  @Needs(Role.READER)
  ObjectNode list(
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(name = "per_page", required = false) @Nullable Integer perPage,
      @RequestParam(name = "clinic_id", required = false) @Nullable String clinic,
      Caller caller) {
    PageNumber asked = PageNumber.of(page, perPage);
    List<StoredWebhook> all = webhooks.of(clinics.ofParameter(caller, clinic));
    List<StoredWebhook> shown = all.stream().skip(asked.offset()).limit(asked.size()).toList();
    return envelopes.page("Webhooks", webhooks.records(shown, caller.role()), all.size(), asked);
  }

  @PostMapping
  @Needs(Role.ADMIN)
  @ResponseStatus(HttpStatus.CREATED)
  ObjectNode create(
      @RequestParam(name = "clinic_id", required = false) @Nullable String clinic,
      @RequestBody ObjectNode record,
      Caller caller) {
    return envelopes.answer(
        "Webhook saved", webhooks.create(clinics.ofParameter(caller, clinic), record, caller));
  }

  @GetMapping("/{id}")
  @Needs(Role.READER)
  ObjectNode read(@PathVariable long id, Caller caller) {
    return envelopes.answer(
        "Webhook", webhooks.record(webhooks.visible(id, caller), caller.role()));
  }

  @PutMapping("/{id}")
  @Needs(Role.ADMIN)
  ObjectNode change(@PathVariable long id, @RequestBody ObjectNode record, Caller caller) {
    return envelopes.answer(
        "Webhook saved", webhooks.change(webhooks.visible(id, caller), record, caller));
  }

  @DeleteMapping("/{id}")
  @Needs(Role.ADMIN)
  ObjectNode delete(@PathVariable long id, Caller caller) {
    editing.delete(webhooks.visible(id, caller), caller);
    return envelopes.answer("Webhook deleted", envelopes.object().put("id", id));
  }

  @PatchMapping("/{id}/status")
  @Needs(Role.ADMIN)
  ObjectNode status(@PathVariable long id, @RequestBody ObjectNode body, Caller caller) {
    StoredWebhook stored = webhooks.visible(id, caller);
    Boolean enabled = Given.switched(body.path("status"));
    if (enabled == null) {
      throw ProblemException.invalid(
          "status", "is missing or neither", "Send 1 to enable it, 0 to disable it.");
    }
    return envelopes.answer(
        "Status changed", webhooks.record(webhooks.status(stored, enabled, caller), caller.role()));
  }

  @PostMapping("/bulk-delete")
  @Needs(Role.ADMIN)
  ObjectNode bulkDelete(@RequestBody ObjectNode body, Caller caller) {
    JsonNode given = body.path("ids");
    if (!given.isArray() || given.isEmpty() || given.size() > WebhookBulk.MAXIMUM) {
      throw ProblemException.invalid(
          "ids", "is not a list of 1 to " + WebhookBulk.MAXIMUM + " ids", "Send more in parts.");
    }
    Map<Long, UUID> known = WebhookNumbers.ids(database, Given.ids(given));
    ObjectNode data = envelopes.object();
    ArrayNode missing = data.putArray("not_deleted");
    List<Long> numbers = new ArrayList<>();
    for (JsonNode each : given) {
      Long number = Given.id(each);
      if (number != null && known.containsKey(number)) {
        numbers.add(number);
      } else {
        missing.add(each);
      }
    }
    BulkView result =
        bulk.change(WebhookBulk.Action.DELETE, numbers.stream().map(known::get).toList(), caller);
    for (int i = 0; i < numbers.size(); i++) {
      if (result.results().get(i).result() != BulkView.Outcome.DONE) {
        missing.add(numbers.get(i));
      }
    }
    return envelopes.answer("Webhooks deleted", data.put("deleted", result.done()));
  }
}
