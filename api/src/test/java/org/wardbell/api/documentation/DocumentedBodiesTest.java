package org.wardbell.api.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.wardbell.api.Call;
import org.wardbell.api.OpenApi;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Tests that bodies are taken and refused as their schemas say. */
@Tag("servers")
class DocumentedBodiesTest {
  private static final String UNKNOWN = "no_such_field";

  @TestFactory
  Stream<DynamicTest> field_thatNoSchemaHas_isRefusedByName() {
    return OpenApi.testEach(
        withFields(),
        operation -> {
          ObjectNode body = OpenApi.shared().example(operation);
          body.put(UNKNOWN, 1);
          Call.Answer answer = send(operation, body);
          assertThat(answer.status()).as(answer.text()).isBetween(400, 499);
          if (answer.status() != 404) {
            assertThat(answer.text()).contains(UNKNOWN);
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> null_forAFieldThatMayBeLeftOut_isAsIfItWere() {
    return OpenApi.testEach(
        withFields(),
        operation -> {
          JsonNode schema = OpenApi.shared().body(operation);
          for (String name : schema.path("properties").propertyNames()) {
            if (!schema.path("required").toString().contains("\"" + name + "\"")) {
              ObjectNode body = OpenApi.shared().example(operation);
              body.remove(name);
              List<String> without = wrongFields(send(operation, body));
              body.putNull(name);
              assertThat(wrongFields(send(operation, body))).as(name).isEqualTo(without);
            }
          }
        });
  }

  private static Stream<OpenApi.Operation> withFields() {
    return OpenApi.shared()
        .withBody()
        // It waits for a worker, and there is none.
        .filter(operation -> !operation.path().endsWith("/test-all"))
        .filter(operation -> !operation.isForPeople())
        .filter(operation -> OpenApi.shared().body(operation).has("properties"));
  }

  private static Call.Answer send(OpenApi.Operation operation, ObjectNode body) {
    String path =
        operation.path().contains("presets") ? operation.filled("slack") : operation.filled();
    return operation
        .call(path)
        .header("Content-Type", "application/json")
        .send(operation.method(), body.toString());
  }

  private static List<String> wrongFields(Call.Answer answer) {
    return answer.status() < 400
        ? List.of()
        : answer.json().path("errors").findValuesAsString("field");
  }
}
