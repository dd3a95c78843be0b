package org.wardbell.api.kivicare;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.api.access.Caller;
import org.wardbell.api.problem.JsonProblems;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.transfer.ImportEntry;
import org.wardbell.api.transfer.ImportReport;
import org.wardbell.api.transfer.WebhookImport;
import org.wardbell.api.webhook.WebhookBodies;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The import of KiviCare's files, whoever asks for it: the API or a page. A file is a list of
 * records, one alone, or the answer of its REST route with the list inside.
 */
@Component
public final class KiviCareImport {
  /** The names under which lists of webhooks are found, from the outside to the inside. */
  private static final List<String> WRAPPERS = List.of("data", "webhooks", "items");

  private static final int DEEPEST = 4;

  private final WebhookBodies bodies;
  private final WebhookImport imports;

  KiviCareImport(WebhookBodies bodies, WebhookImport imports) {
    this.bodies = bodies;
    this.imports = imports;
  }

  /**
   * Takes the webhooks of a file over.
   *
   * @param clinic whose they become, or null for global ones
   * @param allowHttp whether plain http is kept where a URL has it
   * @param dryRun whether only to say what would be done
   * @throws ProblemException 422 if there is none in it
   */
  public ImportReport take(
      @Nullable UUID clinic, JsonNode file, boolean allowHttp, boolean dryRun, Caller caller) {
    List<JsonNode> records = records(file);
    if (records.isEmpty()) {
      throw ProblemException.invalid(
          "webhooks",
          "are not in this file",
          "Send the file as KiviCare exported it: records with name, module_name and"
              + " webhook_data.");
    }
    return imports.take(
        clinic, records.stream().map(each -> entry(each, allowHttp)).toList(), dryRun, caller);
  }

  private ImportEntry entry(JsonNode record, boolean allowHttp) {
    RecordTranslation translation = new RecordTranslation(record);
    ObjectNode ours = translation.translate(allowHttp);
    Findings findings = translation.findings();
    String name = JsonProblems.shown(translation.name());
    if (!findings.problems().isEmpty()) {
      return ImportEntry.refused(name, findings.notes(), findings.problems());
    }
    return new ImportEntry(
        name,
        null,
        bodies.whole(ours),
        List.of(),
        findings.notes(),
        List.of(),
        translation.fields()::told);
  }

  /** Returns the records; none if there are none. */
  private static List<JsonNode> records(JsonNode file) {
    JsonNode at = file;
    for (int i = 0; i < DEEPEST && at.isObject(); i++) {
      if (at.has("webhook_data") || at.has("module_name")) {
        return List.of(at);
      }
      at = inner(at);
    }
    List<JsonNode> records = new ArrayList<>();
    if (at.isArray()) {
      at.forEach(records::add);
    }
    return records;
  }

  private static JsonNode inner(JsonNode object) {
    for (String wrapper : WRAPPERS) {
      if (object.has(wrapper)) {
        return object.path(wrapper);
      }
    }
    return object.path("");
  }
}
