package org.wardbell.api.dashboard.editor;

import jakarta.servlet.http.HttpServletResponse;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.webhook.StoredWebhook;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.access.SignedIn;
import org.wardbell.api.change.IfMatch;
import org.wardbell.api.clinic.RequestedClinic;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;
import org.wardbell.api.webhook.WebhookEditing;
import org.wardbell.workflows.webhook.WebhookSettings;

/** The page of all settings of a webhook: of a new one, and of one that is kept. */
@Controller
class EditorController {
  static final String BLANK = "/webhooks/new/blank";
  private static final String KEPT = "/webhooks/{id}/edit";
  private static final String PAGE = "editor/editor";
  private static final String PREVIEW = "editor/previewed";

  private final WebhookForms forms;
  private final WebhookEditing webhooks;
  private final RequestedClinic clinics;
  private final EditorPages pages;
  private final EditorPreviews previews;
  private final SimilarWebhooks similar;

  EditorController(
      WebhookForms forms,
      WebhookEditing webhooks,
      RequestedClinic clinics,
      EditorPages pages,
      EditorPreviews previews,
      SimilarWebhooks similar) {
    this.forms = forms;
    this.webhooks = webhooks;
    this.clinics = clinics;
    this.pages = pages;
    this.previews = previews;
    this.similar = similar;
  }

  @GetMapping(BLANK)
  @Needs(Role.ADMIN)
  String blank(Caller caller, Model model) {
    UUID clinic = clinics.of(caller, null);
    FormFields form = StoredForm.empty();
    return show(pages.made(form, forms.made(form, clinic, caller), clinic, List.of()), model);
  }

  @PostMapping(BLANK)
  @Needs(Role.ADMIN)
  String make(
      @RequestParam MultiValueMap<String, String> sent,
      Caller caller,
      HttpServletResponse response,
      Model model) {
    UUID clinic = clinics.of(caller, null);
    FormFields form = FormFields.of(sent);
    EditedWebhook edited = forms.made(form, clinic, caller);
    WebhookSettings settings = edited.settings();
    if (settings != null && !form.isOn("preview")) {
      List<SimilarWebhooks.Similar> alike =
          form.isOn(SimilarWebhooks.ANYWAY) ? List.of() : similar.of(clinic, settings);
      if (alike.isEmpty()) {
        return MadePage.show(webhooks.create(clinic, settings, caller, Map.of()), response, model);
      }
      model.addAttribute("similar", alike);
      return show(pages.made(forms.hidden(form, caller), edited, clinic, List.of()), model);
    }
    FormFields shown = again(form, edited, caller, response);
    return show(pages.made(shown, edited, clinic, List.of()), model);
  }

  @PostMapping(BLANK + "/preview")
  @Needs(Role.ADMIN)
  String previewBlank(
      @RequestParam MultiValueMap<String, String> sent, Caller caller, Model model) {
    UUID clinic = clinics.of(caller, null);
    FormFields form = FormFields.of(sent);
    return preview(form, forms.made(form, clinic, caller), clinic, caller, model);
  }

  @GetMapping(KEPT)
  @Needs(Role.ADMIN)
  String edit(@PathVariable UUID id, Caller caller, Model model) {
    StoredWebhook stored = readable(id, caller);
    FormFields form = forms.of(stored);
    EditedWebhook edited = forms.changed(form, stored, caller);
    return show(pages.changed(form, edited, stored, clinicOf(stored, caller), null), model);
  }

  @PostMapping(KEPT)
  @Needs(Role.ADMIN)
  String change(
      @PathVariable UUID id,
      @RequestParam MultiValueMap<String, String> sent,
      Caller caller,
      SignedIn signedIn,
      HttpServletResponse response,
      Model model) {
    StoredWebhook stored = readable(id, caller);
    FormFields form = FormFields.of(sent);
    EditedWebhook edited = forms.changed(form, stored, caller);
    WebhookSettings settings = edited.settings();
    if (settings != null && !form.isOn("preview")) {
      try {
        IfMatch condition = IfMatch.revision(form.of("version"));
        condition.require(WebhookEditing.revision(stored));
        StoredWebhook _ = webhooks.change(stored, settings, condition, caller);
        return "redirect:/webhooks/" + id;
      } catch (ProblemException late) {
        if (late.kind() != ProblemKind.PRECONDITION_FAILED) {
          throw late;
        }
        response.setStatus(HttpStatus.CONFLICT.value());
        return late(form, readable(id, caller), signedIn, caller, model);
      }
    }
    FormFields shown = again(form, edited, caller, response);
    return show(pages.changed(shown, edited, stored, clinicOf(stored, caller), null), model);
  }

  /** Tells the one who comes second what happened meanwhile, and keeps what they typed. */
  private String late(
      FormFields form, StoredWebhook now, SignedIn signedIn, Caller caller, Model model) {
    ZoneId zone = signedIn.person().properties().timeZone();
    String read = form.of("version");
    int version = read.matches("[0-9]{1,9}") ? Integer.parseInt(read) : 0;
    return show(
        pages.changed(
            forms.hidden(form, caller),
            forms.changed(form, now, caller),
            now,
            clinicOf(now, caller),
            pages.conflict(now, version, zone)),
        model);
  }

  @PostMapping(KEPT + "/preview")
  @Needs(Role.ADMIN)
  String previewKept(
      @PathVariable UUID id,
      @RequestParam MultiValueMap<String, String> sent,
      Caller caller,
      Model model) {
    StoredWebhook stored = readable(id, caller);
    FormFields form = FormFields.of(sent);
    EditedWebhook edited = forms.changed(form, stored, caller);
    return preview(form, edited, clinicOf(stored, caller), caller, model);
  }

  private String preview(
      FormFields form, EditedWebhook edited, UUID clinic, Caller caller, Model model) {
    FormFields told = forms.hidden(form, caller).with(edited.problems()).whileTyping();
    model.addAttribute("form", told);
    model.addAttribute("part", previews.of(told, edited, clinic));
    return PREVIEW;
  }

  /** Returns the form as it is shown once more, to be looked at or to be mended. */
  private FormFields again(
      FormFields form, EditedWebhook edited, Caller caller, HttpServletResponse response) {
    FormFields hidden = forms.hidden(form, caller).with(edited.problems());
    if (form.isOn("preview")) {
      return hidden.whileTyping();
    }
    response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
    return hidden;
  }

  private StoredWebhook readable(UUID id, Caller caller) {
    StoredWebhook stored = webhooks.visible(id, caller);
    WebhookEditing.requireReadable(stored);
    return stored;
  }

  private UUID clinicOf(StoredWebhook stored, Caller caller) {
    UUID own = stored.webhook().clinicId();
    return own == null ? clinics.of(caller, null) : own;
  }

  private static String show(EditorPage page, Model model) {
    model.addAttribute("page", page);
    return PAGE;
  }
}
