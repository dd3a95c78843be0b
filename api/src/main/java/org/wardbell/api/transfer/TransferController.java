package org.wardbell.api.transfer;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.clinic.Role;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.webhook.WebhookOwner;

/** Webhooks as files: for another installation, for a backup, for version control. */
@RestController
@RequestMapping("/api/v1/webhooks")
@Tag(name = "Webhooks")
class TransferController {
  private final WebhookOwner owners;
  private final WebhookFiles files;
  private final FileReader reader;

  TransferController(WebhookOwner owners, WebhookFiles files, FileReader reader) {
    this.owners = owners;
    this.files = files;
    this.reader = reader;
  }

  @GetMapping("/export")
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Export webhooks",
      description =
          "All of a clinic, as a file that POST /webhooks/import takes. Credentials and signing"
              + " secrets are left out (•••• stands in their places), or sealed with the passphrase"
              + " in Wardbell-Passphrase. URLs are whole: one that is a credential itself, such as"
              + " Slack's, is in the file.")
  @ApiResponse(
      responseCode = "200",
      description = "The file.",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON_VALUE,
            schema = @Schema(implementation = WebhookFile.class)),
        @Content(
            mediaType = MediaType.APPLICATION_YAML_VALUE,
            schema = @Schema(implementation = WebhookFile.class))
      })
  ResponseEntity<byte[]> export(
      @Parameter(description = "For keys of the installation; default if left out.")
          @RequestParam(name = "clinic_id", required = false)
          @Nullable String clinic,
      @Parameter(description = "The global ones instead of a clinic's.")
          @RequestParam(required = false)
          @Nullable Boolean global,
      @Parameter(
              description = "The language of the file.",
              schema =
                  @Schema(
                      allowableValues = {"json", "yaml"},
                      defaultValue = "json"))
          @RequestParam(required = false)
          @Nullable String format,
      @Parameter(description = "16 to 256 characters of ASCII; seals the file, secrets included.")
          @RequestHeader(name = Passphrases.HEADER, required = false)
          @Nullable String passphrase,
      Caller caller) {
    return files.download(
        owners.ofParameter(caller, global, clinic),
        format,
        Passphrases.checked(passphrase),
        caller);
  }

  @PostMapping(
      path = "/import",
      consumes = {MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_YAML_VALUE})
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Import webhooks",
      description =
          "A file of GET /webhooks/export, or one written by hand; JSON up to 4 MiB, YAML up to 3"
              + " MiB. Each webhook is checked and kept by itself: an entry changes the webhook"
              + " with its id, else the only one with its name, else it makes a new one. •••• keeps"
              + " the secret that is here, while the server stays the same.",
      requestBody =
          @RequestBody(
              required = true,
              content = {
                @Content(
                    mediaType = MediaType.APPLICATION_JSON_VALUE,
                    schema = @Schema(implementation = WebhookFile.class)),
                @Content(
                    mediaType = MediaType.APPLICATION_YAML_VALUE,
                    schema = @Schema(implementation = WebhookFile.class))
              }))
  ImportReport importFile(
      @Parameter(
              description = "Whose they become, for keys of the installation; default if left out.")
          @RequestParam(name = "clinic_id", required = false)
          @Nullable String clinic,
      @Parameter(description = "They become global ones.") @RequestParam(required = false)
          @Nullable Boolean global,
      @Parameter(description = "Only say what would be done.")
          @RequestParam(name = "dry_run", defaultValue = "false")
          boolean dryRun,
      @Parameter(description = "The one that a sealed file was exported with.")
          @RequestHeader(name = Passphrases.HEADER, required = false)
          @Nullable String passphrase,
      HttpServletRequest request,
      Caller caller)
      throws IOException {
    String checked = Passphrases.checked(passphrase);
    UUID owner = owners.ofParameter(caller, global, clinic);
    return files.take(owner, reader.read(request), checked, dryRun, caller);
  }
}
