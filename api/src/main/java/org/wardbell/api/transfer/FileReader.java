package org.wardbell.api.transfer;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.springframework.stereotype.Component;
import org.wardbell.api.json.StrictJson;
import org.wardbell.api.problem.JsonProblems;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;
import org.wardbell.api.problem.RequestBytes;
import org.wardbell.api.problem.RequestLimits;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * The reader of files that people upload: JSON or YAML, within the limits of a batch. Aliases in
 * YAML are refused, because what they stand for would be lost.
 */
@Component
public final class FileReader {
  private static final StreamReadConstraints LIMITS =
      StrictJson.constraints(RequestLimits.MAXIMUM_BATCH_BYTES, RequestLimits.MAXIMUM_DEPTH);

  /** Of code points; as much as the library for YAML reads unless it is told otherwise. */
  private static final int MAXIMUM_YAML_MIB = 3;

  /**
   * Characters that are read at once. With each piece the library copies all that it has of a long
   * value, so small pieces make 3 MiB in one value cost seconds.
   */
  private static final int YAML_PIECE = 256 * 1024;

  private static final LoadSettings YAML_LIMITS =
      LoadSettings.builder()
          .setCodePointLimit(MAXIMUM_YAML_MIB * 1024 * 1024)
          .setBufferSize(YAML_PIECE)
          .build();

  private final ObjectMapper json =
      JsonMapper.builder(JsonFactory.builder().streamReadConstraints(LIMITS).build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(
              DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
              DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private final ObjectMapper yaml =
      YAMLMapper.builder(
              YAMLFactory.builder().streamReadConstraints(LIMITS).loadSettings(YAML_LIMITS).build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(
              DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
              DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  /**
   * Returns a request's body: a list or an object.
   *
   * @throws ProblemException 400, 413 or 422 if it is none
   */
  public JsonNode read(HttpServletRequest request) throws IOException {
    return read(
        RequestBytes.read(request, RequestLimits.MAXIMUM_BATCH_BYTES),
        FileFormat.of(request.getContentType()));
  }

  /**
   * Returns a text that somebody put into a form: JSON if it begins like it, otherwise YAML.
   *
   * @throws ProblemException 400 if it is neither
   */
  public JsonNode read(String text) {
    String begin = text.stripLeading();
    return read(
        text.getBytes(StandardCharsets.UTF_8),
        begin.startsWith("{") || begin.startsWith("[") ? FileFormat.JSON : FileFormat.YAML);
  }

  private JsonNode read(byte[] bytes, FileFormat format) {
    try {
      if (format == FileFormat.YAML) {
        refuseAliases(bytes);
      }
      JsonNode file = (format == FileFormat.YAML ? yaml : json).readTree(bytes);
      if (file.isContainer()) {
        return file;
      }
    } catch (JacksonException failure) {
      throw format == FileFormat.YAML ? noYaml() : JsonProblems.ofFile(failure);
    }
    throw ProblemException.of(
        ProblemKind.MALFORMED, "The body is no file of webhooks: it must be an object or a list.");
  }

  /** Returns JSON that we wrote ourselves, within the same limits. */
  JsonNode json(byte[] bytes) {
    return json.readTree(bytes);
  }

  private void refuseAliases(byte[] bytes) {
    try (YAMLParser parser = (YAMLParser) yaml.createParser(bytes)) {
      while (parser.nextToken() != null) {
        if (parser.isCurrentAlias()) {
          throw ProblemException.of(
              ProblemKind.MALFORMED,
              "The YAML has an alias (*name). Write out what it stands for, once for each place.");
        }
      }
    }
  }

  /** The library's own words may quote the file. */
  private static ProblemException noYaml() {
    return ProblemException.of(
        ProblemKind.MALFORMED,
        "The body is not YAML of at most %d MiB in which each key stands once, nested at most %d deep."
            .formatted(MAXIMUM_YAML_MIB, RequestLimits.MAXIMUM_DEPTH));
  }
}
