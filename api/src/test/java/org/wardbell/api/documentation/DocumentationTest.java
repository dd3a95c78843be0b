package org.wardbell.api.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.api.Call;
import org.wardbell.api.Routes;
import tools.jackson.databind.JsonNode;

@Tag("servers")
class DocumentationTest {
  private static JsonNode document;

  @BeforeAll
  static void read() {
    document = Call.anonymous("/api/openapi.json").get().json();
  }

  private record Operation(String name, JsonNode json) {}

  private static List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        method ->
                            operations.add(
                                new Operation(
                                    method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                    method.getValue()))));
    return operations;
  }

  @Test
  void document_namesEveryRouteAndNoOther() {
    assertThat(document.path("openapi").asString()).startsWith("3.");
    assertThat(operations().stream().map(Operation::name))
        .containsExactlyInAnyOrderElementsOf(
            Routes.all().stream()
                .filter(route -> route.path().startsWith("/api/v1/"))
                .map(route -> route.method() + " " + route.path())
                .toList());
  }

  @Test
  void operations_haveSummaryErrorsAndOwnIds() {
    assertThat(operations())
        .allSatisfy(
            operation -> {
              JsonNode json = operation.json();
              assertThat(json.path("summary").asString("")).as(operation.name()).isNotBlank();
              assertThat(json.path("responses").propertyNames())
                  .as(operation.name())
                  .contains("401", "403", "503")
                  .anyMatch(status -> status.startsWith("2"));
              assertThat(json.path("responses").path("401").toString())
                  .contains("#/components/schemas/Problem");
            });
    assertThat(operations().stream().map(each -> each.json().path("operationId").asString()))
        .doesNotHaveDuplicates();
  }

  @Test
  void references_allResolve() {
    List<String> references = document.findValuesAsString("$ref");
    assertThat(references).isNotEmpty();
    assertThat(references)
        .allSatisfy(
            reference ->
                assertThat(document.at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse());
  }

  @Test
  void fields_areSnakeCaseAsTheyAreSent() {
    document
        .path("components")
        .path("schemas")
        .forEach(
            schema ->
                assertThat(schema.path("properties").propertyNames())
                    .allMatch(name -> name.matches("[a-z0-9_]+")));
    assertThat(document.at("/components/schemas/Webhook/properties").propertyNames())
        .contains("timeout_seconds", "signing_secret");
    assertThat(document.toString()).doesNotContain("\"Caller\"");
  }

  @Test
  void security_isABearerKeyOrASession() {
    assertThat(document.at("/components/securitySchemes/api_key/scheme").asString())
        .isEqualTo("bearer");
    assertThat(document.at("/components/securitySchemes/session/in").asString())
        .isEqualTo("cookie");
    assertThat(document.path("security").size()).isEqualTo(2);
    assertThat(document.at("/paths/~1api~1v1~1session/get/security").toString())
        .isEqualTo("[{\"session\":[]}]");
    assertThat(document.at("/paths/~1api~1v1~1session/post/security").size()).isZero();
  }

  @Test
  void pages_areServedWithoutAKeyAndFromHereOnly() {
    for (String path :
        List.of("/api/docs", "/api/docs/reference.js", "/webjars/swagger-ui/swagger-ui.css")) {
      Call.Answer answer = Call.anonymous(path).get();
      assertThat(answer.status()).as(path).isEqualTo(200);
      assertThat(answer.header("content-security-policy")).contains("default-src 'self'");
    }
    assertThat(Call.anonymous("/api/docs").get().text()).doesNotContain("http");
  }
}
