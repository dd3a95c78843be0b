package org.wardbell.api.dashboard.editor;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.wardbell.activities.clinic.Role;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.clinic.RequestedClinic;

/** The page on which somebody pastes a curl command, which fills in the editor. */
@Controller
@RequestMapping("/webhooks/new/curl")
class CurlController {
  private static final String PAGE = "editor/curl";

  private final RequestedClinic clinics;
  private final WebhookForms forms;
  private final EditorPages pages;

  CurlController(RequestedClinic clinics, WebhookForms forms, EditorPages pages) {
    this.clinics = clinics;
    this.forms = forms;
    this.pages = pages;
  }

  @GetMapping
  @Needs(Role.ADMIN)
  String show(Model model) {
    model.addAttribute("problem", "");
    return PAGE;
  }

  /** Fills in the editor. The command itself is not shown again: it may have credentials. */
  @PostMapping
  @Needs(Role.ADMIN)
  String read(
      @RequestParam(defaultValue = "") String command,
      Caller caller,
      HttpServletResponse response,
      Model model) {
    String problem = "This is no curl command with a URL. It begins with the word curl.";
    try {
      Optional<CurlCommand> read =
          command.length() > CurlCommand.MAXIMUM_CHARACTERS
              ? Optional.empty()
              : CurlCommand.read(command);
      if (read.isPresent()) {
        return filled(new CurlForm(read.get()), caller, model);
      }
    } catch (IllegalArgumentException notCut) {
      problem =
          String.valueOf(notCut.getMessage()) + " Copy the whole command, and paste it again.";
    }
    response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
    model.addAttribute("problem", problem);
    return PAGE;
  }

  private String filled(CurlForm curl, Caller caller, Model model) {
    UUID clinic = clinics.of(caller, null);
    FormFields form = curl.form();
    List<String> notes = new ArrayList<>(List.of("Filled in from the command. Choose the events."));
    notes.addAll(curl.notes());
    EditedWebhook edited = forms.made(form, clinic, caller);
    model.addAttribute("page", pages.made(forms.hidden(form, caller), edited, clinic, notes));
    return "editor/editor";
  }
}
