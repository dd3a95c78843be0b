package org.wardbell.api.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wardbell.api.Contract;
import tools.jackson.databind.JsonNode;

/**
 * Rules that all operations of the contract in {@code docs/openapi.json} keep, so that clients can
 * be made from it.
 */
class OpenApiOperationsTest {
  private static final JsonNode DOCUMENT = Contract.document();

  /** Method and path to what is written of them. */
  static final Map<String, JsonNode> OPERATIONS = operations();

  private static Map<String, JsonNode> operations() {
    Map<String, JsonNode> operations = new LinkedHashMap<>();
    DOCUMENT
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        method ->
                            operations.put(
                                method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                method.getValue())));
    return operations;
  }

  @Test
  void operation_hasAStableNameASummaryAndAChapter() {
    List<String> chapters = texts(DOCUMENT.path("tags"), "name");
    assertThat(OPERATIONS.values().stream().map(each -> each.path("operationId").asString()))
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[a-z][A-Za-z]+"));
    assertThat(OPERATIONS)
        .allSatisfy(
            (name, operation) -> {
              assertThat(operation.path("summary").asString("")).isNotBlank();
              assertThat(operation.path("description").asString("")).as(name).isNotBlank();
              assertThat(operation.path("tags")).hasSize(1);
              assertThat(chapters).contains(operation.path("tags").get(0).asString());
            });
  }

  @Test
  void chapters_areDescribedAndBeginWithWhatEverybodyNeeds() {
    assertThat(texts(DOCUMENT.path("tags"), "name"))
        .startsWith("Events", "Webhooks", "Presets", "Deliveries", "Replays")
        .containsExactlyInAnyOrderElementsOf(
            OPERATIONS.values().stream()
                .map(operation -> operation.path("tags").get(0).asString())
                .distinct()
                .toList());
    assertThat(texts(DOCUMENT.path("tags"), "description")).allMatch(words -> !words.isBlank());
  }

  @Test
  void parameter_isTypedAndDescribed() {
    assertThat(OPERATIONS)
        .allSatisfy(
            (name, operation) ->
                assertThat(operation.path("parameters"))
                    .allSatisfy(
                        parameter -> {
                          assertThat(parameter.path("description").asString("")).isNotBlank();
                          assertThat(parameter.path("schema").path("type").asString(""))
                              .isNotBlank();
                          if (parameter.path("description").asString().contains("RFC 3339")) {
                            assertThat(parameter.at("/schema/format").asString(""))
                                .as("%s", parameter)
                                .isEqualTo("date-time");
                          }
                          if (parameter.path("name").asString().equals("include")) {
                            assertThat(parameter.path("schema").path("enum")).isNotEmpty();
                          }
                        }));
  }

  @Test
  void statuses_areAllDocumentedWithTheProblem() {
    assertThat(OPERATIONS)
        .allSatisfy(
            (name, operation) -> {
              JsonNode responses = operation.path("responses");
              assertThat(responses.propertyNames()).containsAll(expected(name, operation));
              responses
                  .properties()
                  .forEach(
                      response -> {
                        if (response.getKey().matches("[45]..|default")) {
                          assertThat(
                                  response
                                      .getValue()
                                      .at("/content/application~1problem+json/schema/$ref")
                                      .asString(""))
                              .endsWith("/components/schemas/Problem");
                        }
                      });
            });
  }

  private static List<String> expected(String name, JsonNode operation) {
    List<String> statuses =
        new ArrayList<>(List.of("400", "401", "403", "422", "429", "503", "default"));
    if (operation.has("requestBody")) {
      statuses.addAll(List.of("409", "413", "415"));
    }
    if (operation.has("requestBody") || !operation.path("parameters").isEmpty()) {
      statuses.add("404");
    }
    boolean answers =
        operation.path("responses").properties().stream()
            .anyMatch(each -> each.getKey().startsWith("2") && each.getValue().has("content"));
    if (answers) {
      statuses.add("406");
    }
    return statuses;
  }

  private static List<String> texts(JsonNode list, String field) {
    return list.valueStream().map(each -> each.path(field).asString("")).toList();
  }
}
