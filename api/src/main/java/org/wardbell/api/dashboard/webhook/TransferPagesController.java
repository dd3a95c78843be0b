package org.wardbell.api.dashboard.webhook;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.wardbell.activities.clinic.Role;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.dashboard.refusal.RefusalWords;
import org.wardbell.api.kivicare.KiviCareImport;
import org.wardbell.api.problem.FieldProblem;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.transfer.FileReader;
import org.wardbell.api.transfer.ImportReport;
import org.wardbell.api.transfer.WebhookFiles;
import tools.jackson.databind.JsonNode;

/** Files of webhooks: out, without secrets, and in, ours or KiviCare's. */
@Controller
class TransferPagesController {
  private final WebhookFiles files;
  private final FileReader reader;
  private final KiviCareImport kiviCare;

  TransferPagesController(WebhookFiles files, FileReader reader, KiviCareImport kiviCare) {
    this.files = files;
    this.reader = reader;
    this.kiviCare = kiviCare;
  }

  @GetMapping(WebhookFilter.PATH + "/export")
  @Needs(Role.ADMIN)
  ResponseEntity<byte[]> export(
      @RequestParam(required = false) @Nullable String format, Caller caller) {
    return files.download(clinic(caller), format, null, caller);
  }

  @GetMapping(WebhookFilter.PATH + "/import")
  @Needs(Role.ADMIN)
  String form(Model model) {
    model.addAttribute("page", TransferPage.EMPTY);
    return "webhook/import";
  }

  /**
   * Takes a file over, or says what would become of it. Its text is not sent back: it may carry
   * credentials.
   */
  @PostMapping(WebhookFilter.PATH + "/import")
  @Needs(Role.ADMIN)
  String take(
      @RequestParam(required = false) @Nullable String text,
      @RequestParam(name = "allow_http", defaultValue = "false") boolean allowHttp,
      @RequestParam(name = "dry_run", defaultValue = "false") boolean dryRun,
      Caller caller,
      HttpServletResponse response,
      Model model) {
    try {
      model.addAttribute(
          "page",
          new TransferPage(report(text, allowHttp, dryRun, caller), null, List.of(), allowHttp));
    } catch (ProblemException problem) {
      response.setStatus(problem.kind().status().value());
      List<FieldProblem> fields = problem.document().errors();
      model.addAttribute(
          "page",
          new TransferPage(
              null,
              RefusalWords.of(problem.document().detail()),
              fields == null ? List.of() : fields,
              allowHttp));
    }
    return "webhook/import";
  }

  private ImportReport report(
      @Nullable String text, boolean allowHttp, boolean dryRun, Caller caller) {
    UUID clinic = clinic(caller);
    if (text == null || text.isBlank()) {
      throw ProblemException.invalid("text", "is empty", "Choose a file, or paste what is in it.");
    }
    JsonNode file = reader.read(text);
    return WebhookFiles.isOurs(file)
        ? files.take(clinic, file, null, dryRun, caller)
        : kiviCare.take(clinic, file, allowHttp, dryRun, caller);
  }

  /** Whose webhooks it is about is not guessed. */
  private static UUID clinic(Caller caller) {
    UUID clinic = caller.clinicId();
    if (clinic == null) {
      throw ProblemException.invalid(
          "clinic", "is not chosen", "Choose one in the top bar, and come again.");
    }
    return clinic;
  }
}
