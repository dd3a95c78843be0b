package org.wardbell.api.kivicare;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.clinic.Role;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.transfer.FileReader;
import org.wardbell.api.transfer.ImportReport;
import org.wardbell.api.webhook.WebhookOwner;

/** The import of webhooks from KiviCare. */
@RestController
@RequestMapping("/api/v1/webhooks/import")
@Tag(name = "Webhooks")
class KiviCareImportController {
  private final WebhookOwner owners;
  private final FileReader files;
  private final KiviCareImport imports;

  KiviCareImportController(WebhookOwner owners, FileReader files, KiviCareImport imports) {
    this.owners = owners;
    this.files = files;
    this.imports = imports;
  }

  @PostMapping(path = "/kivicare", consumes = MediaType.APPLICATION_JSON_VALUE)
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Import webhooks from KiviCare",
      description =
          "The JSON that KiviCare's webhook add-on exports, of both its generations: a list of"
              + " webhooks, one of them, or an answer with the list inside; at most 4 MiB. Each has"
              + " a line in the report: taken over as it was, taken over with notes on what became"
              + " something else and why, or refused with what to repair.",
      requestBody =
          @RequestBody(
              required = true,
              content = @Content(schema = @Schema(types = {"object", "array"}))))
  ImportReport importFile(
      @Parameter(
              description = "Whose they become, for keys of the installation; default if left out.")
          @RequestParam(name = "clinic_id", required = false)
          @Nullable String clinic,
      @Parameter(description = "Only say what would be done.")
          @RequestParam(name = "dry_run", defaultValue = "false")
          boolean dryRun,
      @Parameter(
              description = "Keep plain http where a URL has it; else such webhooks are refused.")
          @RequestParam(name = "allow_http", defaultValue = "false")
          boolean allowHttp,
      HttpServletRequest request,
      Caller caller)
      throws IOException {
    UUID owner = owners.ofParameter(caller, null, clinic);
    return imports.take(owner, files.read(request), allowHttp, dryRun, caller);
  }
}
