package org.wardbell.api.transfer;

import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.wardbell.api.access.Caller;
import org.wardbell.api.problem.ProblemException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The files of webhooks, out and in, whoever asks for them: the API or a page. */
@Component
public final class WebhookFiles {
  private final WebhookExport export;
  private final WebhookImport imports;
  private final FileContents contents;
  private final ObjectMapper json;
  private final ObjectMapper yaml = YAMLMapper.builder().build();

  WebhookFiles(
      WebhookExport export, WebhookImport imports, FileContents contents, JsonMapper json) {
    this.export = export;
    this.imports = imports;
    this.contents = contents;
    this.json = json.rebuild().enable(SerializationFeature.INDENT_OUTPUT).build();
  }

  /**
   * Returns the answer that a client keeps as a file.
   *
   * @param clinic whose webhooks, or null for the global ones
   * @param format the name of its language; JSON for null
   * @param passphrase seals them with their secrets; null leaves the secrets out
   */
  public ResponseEntity<byte[]> download(
      @Nullable UUID clinic, @Nullable String format, @Nullable String passphrase, Caller caller) {
    FileFormat language = FileFormat.named(format);
    // Through our own mapper first: it has the names and leaves out what is absent.
    JsonNode file = json.valueToTree(export.write(clinic, passphrase, caller));
    return ResponseEntity.ok()
        .contentType(MediaType.valueOf(language.mediaType()))
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"webhooks." + language.name().toLowerCase(Locale.ROOT) + "\"")
        .cacheControl(CacheControl.noStore())
        .body((language == FileFormat.YAML ? yaml : json).writeValueAsBytes(file));
  }

  /**
   * Takes the webhooks of a file over.
   *
   * @param clinic whose they become, or null for global ones
   * @param passphrase opens a sealed file; null if there is none
   * @param dryRun whether only to say what would be done
   * @throws ProblemException 422 if this is no such file, or does not open
   */
  public ImportReport take(
      @Nullable UUID clinic,
      JsonNode file,
      @Nullable String passphrase,
      boolean dryRun,
      Caller caller) {
    return imports.take(clinic, contents.entries(file, passphrase, caller), dryRun, caller);
  }

  /** Returns whether a file says of itself that it is one of ours. */
  public static boolean isOurs(JsonNode file) {
    return file.path("format").asString("").equals(WebhookFile.FORMAT);
  }
}
