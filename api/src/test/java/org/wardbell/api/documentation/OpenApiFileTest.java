package org.wardbell.api.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.api.OpenApi;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tests that the committed contract is what a server serves at {@code /api/openapi.json}, so that a
 * change of the API shows in a review. After such a change write it again and commit it:
 *
 * <pre>{@code
 * ./mvnw -pl api -am test -Dtest=OpenApiFileTest -Dsurefire.failIfNoSpecifiedTests=false -Dwardbell.regenerate=true
 * }</pre>
 */
@Tag("servers")
class OpenApiFileTest {
  private static final String REGENERATE = "wardbell.regenerate";
  private static final Path COMMITTED = Path.of("..", "docs", "openapi.json");
  private static final String COMMAND =
      "./mvnw -pl api -am test -Dtest=OpenApiFileTest -Dsurefire.failIfNoSpecifiedTests=false -D"
          + REGENERATE
          + "=true";

  /** Names in alphabetical order, the same line ends on every machine. */
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .defaultPrettyPrinter(
              new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")))
          .build();

  @Test
  void committedContract_isWhatTheServerServes() throws IOException {
    JsonNode served = OpenApi.shared().document();
    if (Boolean.getBoolean(REGENERATE)) {
      Files.writeString(COMMITTED, text(served), StandardCharsets.UTF_8);
    }
    assertThat(COMMITTED).as("missing, write it with " + COMMAND).exists();
    String committed = Files.readString(COMMITTED, StandardCharsets.UTF_8);

    assertThat(differences("", JSON.readTree(committed), served))
        .as("docs/openapi.json differs from the API in these places; write it anew with " + COMMAND)
        .isEmpty();
    assertThat(committed)
        .as("not as it is written; write it anew with " + COMMAND)
        .isEqualTo(text(served));
  }

  @Test
  void change_ofAFieldAnItemOrAName_isNamedByItsPlace() {
    JsonNode before = JSON.readTree("{\"a\":{\"b\":1,\"c\":[1,2]},\"d\":null}");
    JsonNode after = JSON.readTree("{\"a\":{\"b\":2,\"c\":[1,3]},\"e\":null}");

    assertThat(differences("", before, after))
        .containsExactly("/a/b changed", "/a/c/1 changed", "/d removed", "/e added");
    assertThat(differences("", before, before)).isEmpty();
  }

  private static String text(JsonNode document) {
    // A tree keeps its own order; a map of it is written in the order of names.
    return JSON.writeValueAsString(JSON.treeToValue(document, Object.class)) + "\n";
  }

  private static List<String> differences(String place, JsonNode before, JsonNode after) {
    List<String> differences = new ArrayList<>();
    if (before.isObject() && after.isObject()) {
      TreeSet<String> names = new TreeSet<>(before.propertyNames());
      names.addAll(after.propertyNames());
      for (String name : names) {
        compare(place + "/" + name, before.path(name), after.path(name), differences);
      }
    } else if (before.isArray() && after.isArray()) {
      for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
        compare(place + "/" + i, before.path(i), after.path(i), differences);
      }
    } else if (!before.equals(after)) {
      differences.add(place + " changed");
    }
    return differences;
  }

  private static void compare(
      String place, JsonNode before, JsonNode after, List<String> differences) {
    if (before.isMissingNode()) {
      differences.add(place + " added");
    } else if (after.isMissingNode()) {
      differences.add(place + " removed");
    } else {
      differences.addAll(differences(place, before, after));
    }
  }
}
