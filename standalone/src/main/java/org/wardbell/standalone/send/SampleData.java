package org.wardbell.standalone.send;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wardbell.standalone.client.Refused;
import org.wardbell.standalone.client.RunningServer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The data of an event: a person's own, or the catalogue's samples, whose people are invented. */
final class SampleData {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** The file name for standard input, as other programs have it. */
  private static final Path STANDARD_INPUT = Path.of("-");

  private SampleData() {}

  /**
   * Returns what the catalogue has for a type.
   *
   * @param clinic whose types count as well; null for the key's own
   */
  static Object ofCatalogue(RunningServer server, String type, @Nullable String clinic)
      throws Refused {
    String query = clinic == null ? "" : "?clinic_id=" + encoded(clinic);
    Map<String, JsonNode> data = new LinkedHashMap<>();
    server
        .get("/api/v1/event-types/" + encoded(type) + query)
        .path("variables")
        .forEach(variable -> data.put(variable.path("name").asString(""), variable.path("sample")));
    return data;
  }

  /**
   * Returns the JSON object of a file, or of standard input for {@code -}.
   *
   * @throws Refused if it cannot be read, or is none; the message quotes nothing of it
   */
  static Object ofFile(Path file) throws Refused {
    try {
      byte[] bytes =
          file.equals(STANDARD_INPUT) ? System.in.readAllBytes() : Files.readAllBytes(file);
      JsonNode data = JSON.readTree(bytes);
      if (data.isObject()) {
        return data;
      }
    } catch (IOException e) {
      throw new Refused("--data: cannot read " + file + " (" + e.getClass().getSimpleName() + ")");
    } catch (JacksonException e) {
      throw new Refused(
          "--data: %s is no JSON (line %d)"
              .formatted(file, e.getLocation() == null ? 1 : e.getLocation().getLineNr()));
    }
    throw new Refused("--data: %s has to be a JSON object, {\"name\": value, …}".formatted(file));
  }

  private static String encoded(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8);
  }
}
