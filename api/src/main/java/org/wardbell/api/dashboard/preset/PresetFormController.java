package org.wardbell.api.dashboard.preset;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
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
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.wardbell.activities.clinic.ClinicFacts;
import org.wardbell.activities.clinic.ClinicStore;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.event.ClinicCatalogues;
import org.wardbell.activities.preset.Preset;
import org.wardbell.activities.preset.PresetCatalogue;
import org.wardbell.activities.preset.PresetField;
import org.wardbell.activities.preset.PresetOrder;
import org.wardbell.activities.preview.ShownRequest;
import org.wardbell.activities.webhook.draft.Mask;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.clinic.RequestedClinic;
import org.wardbell.api.dashboard.editor.FormFields;
import org.wardbell.api.dashboard.editor.FormSecrets;
import org.wardbell.api.dashboard.editor.MadePage;
import org.wardbell.api.dashboard.editor.SimilarWebhooks;
import org.wardbell.api.problem.FieldProblem;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;
import org.wardbell.api.webhook.Previews;
import org.wardbell.api.webhook.TestRequest;
import org.wardbell.api.webhook.WebhookChecks;
import org.wardbell.api.webhook.WebhookEditing;
import org.wardbell.workflows.webhook.Header;
import org.wardbell.workflows.webhook.WebhookSettings;

/** The form of a preset: exactly its fields, and the webhook that they become. */
@Controller
@RequestMapping("/webhooks/new/{preset}")
class PresetFormController {
  private static final String EVENTS = "events";

  private final PresetCatalogue presets;
  private final WebhookChecks checks;
  private final WebhookEditing webhooks;
  private final RequestedClinic clinics;
  private final ClinicStore names;
  private final ClinicCatalogues catalogues;
  private final FormSecrets secrets;
  private final Previews previews;
  private final SimilarWebhooks similar;

  PresetFormController(
      PresetCatalogue presets,
      WebhookChecks checks,
      WebhookEditing webhooks,
      RequestedClinic clinics,
      ClinicStore names,
      ClinicCatalogues catalogues,
      FormSecrets secrets,
      Previews previews,
      SimilarWebhooks similar) {
    this.presets = presets;
    this.checks = checks;
    this.webhooks = webhooks;
    this.clinics = clinics;
    this.names = names;
    this.catalogues = catalogues;
    this.secrets = secrets;
    this.previews = previews;
    this.similar = similar;
  }

  @GetMapping
  @Needs(Role.ADMIN)
  String show(@PathVariable("preset") String id, Caller caller, Model model) {
    Preset preset = preset(id);
    Map<String, List<String>> values = new LinkedHashMap<>();
    values.put("name", List.of(preset.name()));
    values.put(EVENTS, preset.events());
    for (PresetField field : preset.fields()) {
      values.put(
          PresetFormPage.PREFIX + field.name(),
          List.of(Objects.requireNonNullElse(field.initial(), "")));
    }
    return page(preset, FormFields.of(values), List.of(), null, caller, model);
  }

  @PostMapping
  @Needs(Role.ADMIN)
  String make(
      @PathVariable("preset") String id,
      @RequestParam MultiValueMap<String, String> sent,
      Caller caller,
      HttpServletResponse response,
      Model model) {
    Preset preset = preset(id);
    UUID clinic = clinics.of(caller, null);
    FormFields form = FormFields.of(sent);
    WebhookSettings settings;
    try {
      settings = checks.settings(clinic, preset, order(preset, form, caller));
    } catch (ProblemException problem) {
      List<FieldProblem> errors = problem.document().errors();
      if (errors == null || errors.isEmpty()) {
        throw problem;
      }
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return page(preset, form, errors, null, caller, model);
    }
    if (form.isOn("preview")) {
      ShownRequest request =
          previews
              .sample(Previews.draft(clinic, settings), clinic, TestRequest.DEFAULT)
              .map(shown -> withoutCredentials(shown, preset, form, caller))
              .orElse(null);
      return page(preset, form, List.of(), request, caller, model);
    }
    List<SimilarWebhooks.Similar> alike =
        form.isOn(SimilarWebhooks.ANYWAY) ? List.of() : similar.of(clinic, settings);
    if (!alike.isEmpty()) {
      model.addAttribute("similar", alike);
      return page(preset, form, List.of(), null, caller, model);
    }
    return MadePage.show(
        webhooks.create(clinic, settings, caller, Map.of("preset", preset.id())), response, model);
  }

  /** A credential may be all of the URL, or stand anywhere in the request. */
  private ShownRequest withoutCredentials(
      ShownRequest shown, Preset preset, FormFields form, Caller caller) {
    List<String> credentials =
        preset.fields().stream()
            .filter(PresetField::secret)
            .map(field -> secrets.value(form, PresetFormPage.PREFIX + field.name(), caller))
            .filter(value -> value != null && !value.isBlank())
            .toList();
    return new ShownRequest(
        shown.method(),
        masked(shown.url(), credentials),
        shown.headers().stream()
            .map(each -> new Header(each.name(), masked(each.value(), credentials), each.secret()))
            .toList(),
        shown.body() == null ? null : masked(shown.body(), credentials),
        shown.bodyBase64(),
        shown.sms(),
        shown.warnings());
  }

  private static String masked(String text, List<String> credentials) {
    String masked = text;
    for (String each : credentials) {
      masked = masked.replace(each.strip(), Mask.DOTS);
    }
    return masked;
  }

  private PresetOrder order(Preset preset, FormFields form, Caller caller) {
    Map<String, @Nullable String> fields = new LinkedHashMap<>();
    for (PresetField field : preset.fields()) {
      String name = PresetFormPage.PREFIX + field.name();
      String value = secrets.value(form, name, caller);
      fields.put(field.name(), value == null ? "" : value.replace("\r\n", "\n"));
    }
    return new PresetOrder(form.of("name"), events(form), true, form.isOn("allow_http"), fields);
  }

  /** A form without the choice leaves it to the preset. */
  private static @Nullable List<@Nullable String> events(FormFields form) {
    return form.knows(EVENTS) || form.knows("events_more") ? new ArrayList<>(form.events()) : null;
  }

  private String page(
      Preset preset,
      FormFields form,
      List<FieldProblem> problems,
      @Nullable ShownRequest request,
      Caller caller,
      Model model) {
    FormFields shown = form;
    if (events(form) == null) {
      shown = shown.with(EVENTS, preset.events());
    }
    List<String> known = new ArrayList<>(List.of("name", "allow_http", EVENTS));
    for (PresetField field : preset.fields()) {
      String name = PresetFormPage.PREFIX + field.name();
      known.add(name);
      if (field.secret()) {
        shown = secrets.hidden(shown, name, caller);
      }
    }
    FormFields told = shown.with(problems);
    UUID clinic = clinics.of(caller, null);
    model.addAttribute(
        "page",
        PresetFormPage.of(
            preset,
            told,
            catalogues.of(clinic),
            names.find(clinic).map(ClinicFacts::name).orElse(""),
            request,
            told.others(known)));
    return "preset/form";
  }

  private Preset preset(String id) {
    return presets
        .find(id)
        .orElseThrow(
            () -> ProblemException.of(ProblemKind.NOT_FOUND, "There is no preset of this name."));
  }
}
