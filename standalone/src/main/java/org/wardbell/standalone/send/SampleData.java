package org.wardbell.standalone.send;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wardbell.standalone.client.FileFailures;
import org.wardbell.standalone.client.Refused;
import org.wardbell.standalone.client.RunningServer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The content of an event: a person's own, or the catalogue's samples, whose people are invented.
 *
 * @param subject what it is about; null where nobody says so
 */
record SampleData(Object data, @Nullable String subject) {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** The file name for standard input, as other programs have it. */
  private static final Path STANDARD_INPUT = Path.of("-");

  /**
   * Returns what the catalogue has for a type, without the variables of every event: those come
   * from the event itself, the clinic and the clock, unless the data have them.
   *
   * @param clinic whose types count as well; null for the key's own
   */
  static SampleData ofCatalogue(RunningServer server, String type, @Nullable String clinic)
      throws Refused {
    String query = clinic == null ? "" : "?clinic_id=" + encoded(clinic);
    JsonNode described = server.get("/api/v1/event-types/" + encoded(type) + query);
    Map<String, JsonNode> data = new LinkedHashMap<>();
    described
        .path("variables")
        .forEach(variable -> data.put(variable.path("name").asString(""), variable.path("sample")));
    server
        .get("/api/v1/event-types" + query)
        .path("common_variables")
        .forEach(common -> data.remove(common.asString()));
    return new SampleData(
        data, described.has("sample_subject") ? described.path("sample_subject").asString() : null);
  }

  /**
   * Returns the JSON object of a file, or of standard input for {@code -}.
   *
   * @throws Refused if it cannot be read, or is none; the message quotes nothing of it
   */
  static SampleData ofFile(Path file) throws Refused {
    try {
      byte[] bytes =
          file.equals(STANDARD_INPUT) ? System.in.readAllBytes() : Files.readAllBytes(file);
      JsonNode data = JSON.readTree(bytes);
      if (data.isObject()) {
        return new SampleData(data, null);
      }
    } catch (FileSystemException e) {
      throw new Refused("--data: " + FileFailures.sentence(e));
    } catch (IOException e) {
      throw new Refused("--data: cannot read " + file + ": name a file with the event's data.");
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
