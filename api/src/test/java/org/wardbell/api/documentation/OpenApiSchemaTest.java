package org.wardbell.api.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.wardbell.api.Contract;
import tools.jackson.databind.JsonNode;

/**
 * Rules that all schemas of the contract in {@code docs/openapi.json} keep, so that clients can be
 * made from it.
 */
class OpenApiSchemaTest {
  private static final JsonNode DOCUMENT = Contract.document();
  private static final JsonNode COMPONENTS = DOCUMENT.at("/components/schemas");

  private static final Set<String> SENT = new HashSet<>();
  private static final Set<String> ANSWERED = new HashSet<>();

  static {
    OpenApiOperationsTest.OPERATIONS
        .values()
        .forEach(
            operation -> {
              collect(operation.path("requestBody"), SENT);
              collect(operation.path("responses"), ANSWERED);
            });
  }

  private static void collect(JsonNode place, Set<String> found) {
    for (String reference : place.findValuesAsString("$ref")) {
      if (!reference.startsWith("#/components/schemas/")) {
        continue; // A header has no schema of its own name.
      }
      String name = reference.substring(reference.lastIndexOf('/') + 1);
      if (found.add(name)) {
        collect(COMPONENTS.path(name), found);
      }
    }
  }

  @Test
  void requests_takeNoFurtherFields_andNullForWhatMayBeLeftOut() {
    assertThat(objects(SENT)).isNotEmpty();
    objects(SENT)
        .forEach(
            (name, schema) -> {
              assertThat(schema.path("additionalProperties").toString())
                  .as(name)
                  .isEqualTo("false");
              List<String> required = texts(schema.path("required"));
              assertThat(schema.path("properties").propertyNames()).containsAll(required);
              eachProperty(
                  schema,
                  (field, property) ->
                      assertThat(takesNull(property))
                          .as(name + "." + field)
                          .isEqualTo(isAnything(property) || mayBeLeftOut(name, field, required)));
            });
  }

  /** A merge patch needs no field, and null would remove one that the whole needs. */
  private static boolean mayBeLeftOut(String name, String field, List<String> required) {
    String stem = name.replaceAll("Patch$", "");
    String whole = COMPONENTS.has(stem + "Request") ? stem + "Request" : stem;
    return !required.contains(field)
        && (stem.equals(name) || !texts(COMPONENTS.path(whole).path("required")).contains(field));
  }

  @Test
  void answers_sayWhatIsAlwaysThere_andHaveNoNull() {
    Set<String> onlyAnswered = new HashSet<>(ANSWERED);
    onlyAnswered.removeAll(SENT);
    objects(onlyAnswered)
        .forEach(
            (name, schema) -> {
              assertThat(schema.has("additionalProperties")).as(name).isFalse();
              eachProperty(
                  schema,
                  (field, property) ->
                      assertThat(takesNull(property) && !isAnything(property))
                          .as(name + "." + field)
                          .isFalse());
            });
    assertThat(texts(COMPONENTS.at("/Delivery/required")))
        .contains("id", "status", "cancel_requested")
        .doesNotContain("finished_at", "attempts");
  }

  @Test
  void property_hasATypeOrCanBeAnything() {
    objects(Set.copyOf(COMPONENTS.propertyNames()))
        .forEach(
            (name, schema) -> {
              assertThat(schema.path("type").asString("")).as(name).isEqualTo("object");
              eachProperty(
                  schema,
                  (field, property) -> {
                    assertThat(
                            property.has("type")
                                || property.has("$ref")
                                || property.has("anyOf")
                                || property.has("description"))
                        .as(name + "." + field)
                        .isTrue();
                    if (types(property).contains("array")) {
                      assertThat(property.path("items")).as(name + "." + field).isNotEmpty();
                    }
                  });
            });
    assertThat(COMPONENTS.propertyNames())
        .noneMatch(name -> name.matches(".*(JsonNode|View|Form|Impl)"));
  }

  @Test
  void schema_thatNobodyRefersTo_isNotThere() {
    Set<String> used = new HashSet<>(SENT);
    used.addAll(ANSWERED);
    assertThat(COMPONENTS.propertyNames()).containsExactlyInAnyOrderElementsOf(used);
  }

  /** The same word under the same name is written in one way, whether it is sent or shown. */
  @Test
  void choice_hasOneSpelling() {
    Map<String, String> spellings = new HashMap<>();
    objects(Set.copyOf(COMPONENTS.propertyNames()))
        .forEach(
            (name, schema) -> {
              String subject = name.replaceAll("(Request|Patch|Logged|Page)", "");
              eachProperty(
                  schema,
                  (field, property) -> {
                    List<String> choices = choices(property);
                    assertThat(
                            choices.stream()
                                    .allMatch(each -> each.equals(each.toUpperCase(Locale.ROOT)))
                                || choices.stream()
                                    .allMatch(each -> each.equals(each.toLowerCase(Locale.ROOT))))
                        .as("%s.%s is in one case: %s", name, field, choices)
                        .isTrue();
                    for (String choice : choices) {
                      String key = subject + "." + field + "=" + choice.toLowerCase(Locale.ROOT);
                      assertThat(spellings.computeIfAbsent(key, _ -> choice))
                          .as("%s.%s", name, field)
                          .isEqualTo(choice);
                    }
                  });
            });
  }

  private static Map<String, JsonNode> objects(Set<String> names) {
    Map<String, JsonNode> objects = new LinkedHashMap<>();
    for (String name : names) {
      if (COMPONENTS.path(name).has("properties")) {
        objects.put(name, COMPONENTS.path(name));
      }
    }
    return objects;
  }

  private static void eachProperty(JsonNode schema, BiConsumer<String, JsonNode> rule) {
    schema
        .path("properties")
        .properties()
        .forEach(each -> rule.accept(each.getKey(), each.getValue()));
  }

  private static List<String> choices(JsonNode property) {
    JsonNode schema =
        property.has("$ref")
            ? DOCUMENT.at(property.path("$ref").asString().substring(1))
            : property;
    return schema
        .path("enum")
        .valueStream()
        .filter(JsonNode::isString)
        .map(JsonNode::asString)
        .toList();
  }

  private static boolean isAnything(JsonNode property) {
    return types(property).isEmpty() && !property.has("$ref") && !property.has("anyOf");
  }

  private static boolean takesNull(JsonNode property) {
    return isAnything(property)
        || types(property).contains("null")
        || property.path("anyOf").valueStream().anyMatch(each -> types(each).contains("null"));
  }

  private static List<String> types(JsonNode schema) {
    JsonNode type = schema.path("type");
    return type.isString() ? List.of(type.asString()) : texts(type);
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asString).toList();
  }
}
