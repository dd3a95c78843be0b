package org.wardbell.api.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.crypto.PassphraseSeal;
import org.wardbell.activities.webhook.SigningSecret;
import org.wardbell.activities.webhook.SigningSecrets;
import org.wardbell.api.access.Caller;
import org.wardbell.api.problem.FieldProblem;
import org.wardbell.api.problem.JsonProblems;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.webhook.WebhookBodies;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The webhooks of a file, each read by itself, so that a mistake in one is that one's. */
@Component
final class FileContents {
  private static final String WEBHOOK = "webhook";

  private final WebhookBodies bodies;
  private final Passphrases passphrases;
  private final FileReader files;
  private final JsonMapper json;

  FileContents(WebhookBodies bodies, Passphrases passphrases, FileReader files, JsonMapper json) {
    this.bodies = bodies;
    this.files = files;
    this.passphrases = passphrases;
    this.json = json;
  }

  /**
   * Returns the entries.
   *
   * @throws ProblemException 422 if this is no such file, or does not open
   */
  List<ImportEntry> entries(JsonNode file, @Nullable String passphrase, Caller caller) {
    WebhookFile content = file(file);
    if (!WebhookFile.FORMAT.equals(content.format())) {
      throw ProblemException.invalid(
          "format",
          "is not " + WebhookFile.FORMAT,
          "Send a file that GET /api/v1/webhooks/export gave. KiviCare's go to /api/v1/webhooks/import/kivicare.");
    }
    if (!Objects.equals(content.version(), WebhookFile.VERSION)) {
      throw ProblemException.invalid(
          "version",
          "is not " + WebhookFile.VERSION,
          "A newer Wardbell wrote it. Import it there, or update this one.");
    }
    List<ImportEntry> entries = new ArrayList<>();
    for (JsonNode webhook : webhooks(content, passphrase, caller)) {
      entries.add(entry(webhook));
    }
    return entries;
  }

  private WebhookFile file(JsonNode file) {
    if (!file.isObject()) {
      throw ProblemException.invalid(
          "webhooks", "is missing", "Send an object with format, version and webhooks.");
    }
    try {
      return json.treeToValue(file, WebhookFile.class);
    } catch (JacksonException failure) {
      throw JsonProblems.of(failure);
    }
  }

  private List<JsonNode> webhooks(WebhookFile content, @Nullable String passphrase, Caller caller) {
    String sealed = content.sealed();
    if ((sealed == null) == (content.webhooks() == null)) {
      throw ProblemException.invalid(
          "webhooks", "is needed, or sealed, but not both", "Send the file as it was exported.");
    }
    List<JsonNode> found = new ArrayList<>();
    if (sealed == null) {
      for (JsonNode webhook : Objects.requireNonNull(content.webhooks())) {
        found.add(webhook == null ? json.nullNode() : webhook);
      }
      return found;
    }
    if (passphrase == null) {
      throw ProblemException.invalid(
          Passphrases.HEADER, "is missing", "Send the passphrase that the file was exported with.");
    }
    JsonNode opened = passphrases.oneAtATime(caller, () -> opened(sealed, passphrase));
    opened.forEach(found::add);
    return found;
  }

  private JsonNode opened(String sealed, String passphrase) {
    try {
      return files.json(PassphraseSeal.open(passphrase, sealed));
    } catch (PassphraseSeal.Unopened | JacksonException unopened) {
      throw ProblemException.invalid(
          "sealed",
          "does not open with this passphrase, or was changed",
          "Check the passphrase, and send the file as it was exported.");
    }
  }

  private ImportEntry entry(JsonNode given) {
    JsonNode webhook = given.path(WEBHOOK);
    String name = JsonProblems.shown(webhook.path("name").asString(""));
    if (!(webhook instanceof ObjectNode settings)) {
      return refused(name, WEBHOOK, "is missing", "Write what POST /api/v1/webhooks takes.");
    }
    try {
      ExportedWebhook entry =
          json.treeToValue(((ObjectNode) given.deepCopy()).without(WEBHOOK), ExportedWebhook.class);
      if (settings.has("clinic") || settings.has("global")) {
        return refused(
            name,
            "clinic",
            "is none of the file's",
            "Remove clinic and global; the import says whose they become.");
      }
      return new ImportEntry(
          name, entry.id(), bodies.whole(settings), secrets(entry), List.of(), List.of());
    } catch (JacksonException failure) {
      return ImportEntry.unread(name, JsonProblems.of(failure));
    } catch (ProblemException problem) {
      return ImportEntry.unread(name, problem);
    }
  }

  private static List<SigningSecret> secrets(ExportedWebhook entry) {
    if (entry.signingSecrets() == null) {
      return List.of();
    }
    return SigningSecrets.given(entry.signingSecrets())
        .orElseThrow(
            () ->
                ProblemException.invalid(
                    "signing_secrets",
                    "is no whsec_ of 24 to 64 bytes, with at most one whsk_ beside it",
                    "Leave it out for a new secret, or send it as it was exported."));
  }

  private static ImportEntry refused(String name, String field, String problem, String fix) {
    return ImportEntry.refused(name, List.of(), List.of(new FieldProblem(field, problem, fix)));
  }
}
