package org.wardbell.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/**
 * Takes each field of each request from the OpenAPI document and sends what it should not be: never
 * a 5xx, and every refusal is a problem document.
 */
class BadRequestsTest {
  private static final String NOTHING = "\u0000absent";
  private static final List<String> WRONG =
      List.of(
          NOTHING,
          "null",
          "true",
          "7",
          "-1.5e300",
          "\"\"",
          "\"" + "x".repeat(5_000) + "\"",
          "\"\\u0000\\n\\u202e\\ud800\"",
          "\"'; drop table event; -- {{7*7}} ${jndi:ldap://x} <script>\"",
          "[]",
          "[null]",
          "{}",
          "{\"a\":[[]]}",
          "[".repeat(40) + "]".repeat(40));

  @TestFactory
  Stream<DynamicTest> eachField_withEachWrongValue_isNever5xx() {
    JsonNode document = Call.anonymous("/api/openapi.json").get().json();
    List<DynamicTest> tests = new ArrayList<>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        method -> {
                          JsonNode fields = fields(document, method.getValue());
                          if (fields.size() > 0) {
                            String name = method.getKey().toUpperCase(Locale.ROOT);
                            tests.add(
                                DynamicTest.dynamicTest(
                                    name + " " + path.getKey(),
                                    () -> sendAll(name, path.getKey(), fields)));
                          }
                        }));
    assertThat(tests).hasSizeGreaterThan(4);
    return tests.stream();
  }

  private static JsonNode fields(JsonNode document, JsonNode operation) {
    String reference =
        operation.at("/requestBody/content/application~1json/schema/$ref").asString("");
    return document.at(
        (reference.isEmpty() ? "#/nothing" : reference).substring(1) + "/properties");
  }

  private static void sendAll(String method, String path, JsonNode fields) {
    String filled = path.replaceAll("\\{[^}]+}", "0198c0de-0000-7000-8000-000000000000");
    for (String name : fields.propertyNames()) {
      for (String wrong : WRONG) {
        Call.Answer answer =
            Call.to(filled)
                .header("Content-Type", "application/json")
                .send(method, body(fields, name, wrong));
        assertThat(answer.status()).as("%s = %s: %s", name, wrong, answer.text()).isLessThan(500);
        if (answer.status() >= 400) {
          assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
          assertThat(answer.text()).doesNotContain("org.wardbell.", "jackson", "Exception");
        }
      }
    }
  }

  /** The other fields as the document's examples have them, so that one mistake is the only one. */
  private static String body(JsonNode fields, String wrongField, String wrong) {
    List<String> members = new ArrayList<>();
    for (String name : fields.propertyNames()) {
      JsonNode example = fields.path(name).path("example");
      if (name.equals(wrongField)) {
        if (!wrong.equals(NOTHING)) {
          members.add("\"" + name + "\":" + wrong);
        }
      } else if (!example.isMissingNode()) {
        members.add("\"" + name + "\":" + example);
      }
    }
    return "{" + String.join(",", members) + "}";
  }
}
