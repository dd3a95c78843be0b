package org.wardbell.api.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.event.CatalogueFile;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import org.wardbell.workflows.event.EventType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Tag("servers")
class AsyncApiTest {
  private static final String PATH = "/api/asyncapi.json";

  private final String clinic = Clinics.make();
  private final String key = Clinics.key(clinic, "ADMIN");

  @Test
  void document_withoutAKey_isValidAsyncApi() {
    Call.Answer answer = Call.anonymous(PATH).get();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("vary")).contains("Authorization");
    assertThat(Drafts.asyncApi(answer.text())).isEmpty();
  }

  @Test
  void document_withAMistake_isNoAsyncApi() {
    ObjectNode document = (ObjectNode) Call.anonymous(PATH).get().json();
    ObjectNode operation = (ObjectNode) document.at("/operations/deliver");
    operation.put("action", "shout");
    assertThat(Drafts.asyncApi(document.toString())).isNotEmpty();
    operation.put("action", "send");
    assertThat(Drafts.asyncApi(document.toString())).isEmpty();
    ((ObjectNode) document.at("/components/schemas/appointment.booked")).put("type", "thing");
    assertThat(Drafts.asyncApi(document.toString())).isNotEmpty();
  }

  @Test
  void document_withoutAKey_hasEveryTypeOfTheCatalogue() {
    JsonNode document = Call.anonymous(PATH).get().json();
    List<String> types = CatalogueFile.load().types().stream().map(EventType::type).toList();

    assertThat(document.at("/components/messages").propertyNames())
        .containsExactlyInAnyOrderElementsOf(types);
    assertThat(document.at("/channels/webhook/messages").propertyNames())
        .containsExactlyInAnyOrderElementsOf(types);
    assertThat(document.at("/channels/webhook").has("address")).isTrue();
  }

  @Test
  void references_allResolve() {
    JsonNode document = Call.anonymous(PATH).get().json();

    assertThat(document.findValuesAsString("$ref"))
        .hasSizeGreaterThan(100)
        .allSatisfy(
            reference ->
                assertThat(document.at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse());
  }

  @Test
  void example_ofEveryMessage_fitsItsPayload() {
    JsonNode document = Call.anonymous(PATH).get().json();

    document
        .at("/components/messages")
        .properties()
        .forEach(
            message -> {
              ObjectNode schema = (ObjectNode) message.getValue().path("payload").deepCopy();
              schema.set("components", document.path("components"));
              JsonNode example = message.getValue().at("/examples/0/payload");
              assertThat(Drafts.draft2020(schema.toString(), example.toString()))
                  .as(message.getKey())
                  .isEmpty();
              ObjectNode other = (ObjectNode) example.deepCopy();
              other.put("type", "another.type");
              assertThat(Drafts.draft2020(schema.toString(), other.toString())).hasSize(1);
            });
  }

  @Test
  void document_withAKey_hasItsClinicsTypesAndNoOtherClinics() {
    register("custom.plain", "");
    register(
        "custom.strict",
        ",\"schema\":{\"type\":\"object\",\"required\":[\"a\"],\"properties\":{\"a\":{\"$ref\":\"#/$defs/a\"}},"
            + "\"$defs\":{\"a\":{\"type\":\"integer\"}}}");
    Call.Answer answer = Call.to(PATH, key).get();

    assertThat(Drafts.asyncApi(answer.text())).isEmpty();
    JsonNode messages = answer.json().at("/components/messages");
    assertThat(messages.propertyNames()).contains("custom.plain", "custom.strict", "bill.paid");
    JsonNode strict = messages.at("/custom.strict/payload");
    assertThat(strict.path("schemaFormat").asString()).contains("2020-12");
    ObjectNode event = (ObjectNode) messages.at("/custom.plain/examples/0/payload").deepCopy();
    event.put("type", "custom.strict").putObject("data").put("a", 1);
    assertThat(Drafts.draft2020(strict.path("schema").toString(), event.toString())).isEmpty();
    event.putObject("data").put("a", "one");
    assertThat(Drafts.draft2020(strict.path("schema").toString(), event.toString())).isNotEmpty();
    String other = Clinics.key(Clinics.make(), "READER");
    assertThat(Call.to(PATH, other).get().text()).doesNotContain("custom.plain", "custom.strict");
    assertThat(Call.anonymous(PATH).get().text()).doesNotContain("custom.plain");
  }

  private void register(String type, String more) {
    Call.Answer answer =
        Call.to("/api/v1/event-types", key)
            .post("{\"type\":\"" + type + "\",\"label\":\"Own\"" + more + "}");
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
  }
}
