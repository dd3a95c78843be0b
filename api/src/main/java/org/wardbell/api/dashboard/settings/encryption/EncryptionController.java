package org.wardbell.api.dashboard.settings.encryption;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.rotation.KeptRotation;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.dashboard.frame.Names;
import org.wardbell.api.dashboard.signin.FormProblems;
import org.wardbell.api.page.Cursors;
import org.wardbell.api.page.Page;
import org.wardbell.api.page.PageRequest;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.rotation.RotationCommands;
import org.wardbell.api.rotation.RotationRequest;
import org.wardbell.api.rotation.RotationView;

/** The page of encryption keys: rotations, how far they are, and the button that begins one. */
@Controller
@RequestMapping(EncryptionController.PATH)
class EncryptionController {
  static final String PATH = "/settings/encryption";

  /** Rotations on a page: years of them. */
  private static final int ROWS = 30;

  private final RotationCommands commands;
  private final Names names;
  private final Cursors cursors;

  EncryptionController(RotationCommands commands, Names names, Cursors cursors) {
    this.commands = commands;
    this.names = names;
    this.cursors = cursors;
  }

  @GetMapping
  @Needs(Role.ADMIN)
  String show(@RequestParam(required = false) @Nullable String cursor, Caller caller, Model model) {
    return page("settings/encryption", cursor, FormProblems.NONE, caller, model);
  }

  /** Returns the part of the page that moves. */
  @GetMapping("/progress")
  @Needs(Role.ADMIN)
  String progress(Caller caller, Model model) {
    return page("settings/rotations", null, FormProblems.NONE, caller, model);
  }

  /** Begins a rotation. */
  @PostMapping
  @Needs(Role.ADMIN)
  String rotate(
      @RequestParam(required = false) @Nullable String kind,
      @RequestParam(required = false) @Nullable String clinic,
      Caller caller,
      HttpServletResponse response,
      Model model) {
    String of = clinic == null || clinic.isBlank() ? null : clinic;
    try {
      var _ = commands.create(new RotationRequest(kind, of), caller);
      return "redirect:" + PATH;
    } catch (ProblemException problem) {
      return page(
          "settings/encryption", null, FormProblems.refuse(problem, response), caller, model);
    }
  }

  private String page(
      String view, @Nullable String cursor, FormProblems problems, Caller caller, Model model) {
    PageRequest request = cursors.request(ROWS, cursor, caller, "rotations");
    List<KeptRotation> found = commands.list(request.afterNumber(), request.rows(), caller);
    Page<EncryptionPage.Row> page =
        request.page(
            found,
            each -> Long.toString(each.number()),
            each ->
                new EncryptionPage.Row(
                    RotationView.of(each),
                    each.clinicId() == null ? "" : names.clinic(each.clinicId())));
    String next = page.nextCursor() == null ? null : PATH + "?cursor=" + page.nextCursor();
    model.addAttribute("page", new EncryptionPage(page.data(), next, problems));
    return view;
  }
}
