package org.wardbell.activities.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventSchemasTest {
  private static final UUID CLINIC = new UUID(0, 5);

  @Test
  void data_thatFits_hasNoMisfit() {
    String schema = ORDER;

    assertThat(misfits(schema, "{\"id\":4711,\"lines\":[{\"price\":1.5}]}")).isEmpty();
  }

  @Test
  void data_thatDoesNotFit_isNamedByItsPath() {
    String schema = ORDER;

    assertThat(misfits(schema, "{\"lines\":[{\"price\":1},{\"price\":\"two\"}]}"))
        .extracting(EventSchemas.Misfit::path)
        .containsExactlyInAnyOrder("", "lines[1].price");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"obejct\"}",
        "{\"type\":12}",
        "{\"required\":\"id\"}",
        "{\"properties\":{\"a\":{\"pattern\":\"(\"}}}",
        "{\"properties\":{\"a\":{\"minLength\":-1}}}",
        "{\"$ref\":\"http://127.0.0.1:1/schema.json\"}",
        "{\"$ref\":\"file:///etc/passwd\"}",
        "{\"$schema\":\"http://127.0.0.1:1/dialect\"}",
        "{\"$ref\":\"#/$defs/nothing\"}",
        "{\"$ref\":\"#\"}",
        "{\"$defs\":{\"a\":{\"$ref\":\"#/$defs/b\"},\"b\":{\"$ref\":\"#/$defs/a\"}},\"$ref\":\"#/$defs/a\"}",
      })
  void schema_thatCannotBeUsed_isRefused(String schema) {
    assertThatThrownBy(() -> EventSchemas.requireUsable(CLINIC, schema))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContainingAny("java.", "Exception");
  }

  @Test
  void pattern_thatBacktracksElsewhere_isMatchedInLinearTime() {
    String schema = "{\"properties\":{\"a\":{\"pattern\":\"^(([a-z])+.)+[A-Z]([a-z])+$\"}}}";
    String value = "a".repeat(20_000);

    List<EventSchemas.Misfit> misfits = misfits(schema, "{\"a\":\"" + value + "\"}");

    assertThat(misfits).extracting(EventSchemas.Misfit::path).containsExactly("a");
  }

  @Test
  void misfits_areBounded() {
    String schema = "{\"additionalProperties\":{\"type\":\"string\"}}";
    StringBuilder data = new StringBuilder("{\"first\":1");
    for (int i = 0; i < 200; i++) {
      data.append(",\"k").append(i).append("\":1");
    }

    assertThat(misfits(schema, data.append('}').toString())).hasSize(20);
  }

  private static final String ORDER =
      """
      {"type": "object", "required": ["id"],
       "properties": {
         "id": {"type": "integer"},
         "lines": {"type": "array", "items": {"$ref": "#/$defs/line"}}},
       "$defs": {"line": {"type": "object", "properties": {"price": {"type": "number"}}}}}
      """;

  private static List<EventSchemas.Misfit> misfits(String schema, String data) {
    CustomEventType definition =
        new CustomEventType("custom.order", "custom", "Order", List.of(), schema, true);
    KeptEventType type =
        new KeptEventType(CLINIC, CLINIC, 1, definition, Instant.EPOCH, Instant.EPOCH);
    return EventSchemas.misfits(CLINIC, type, data.getBytes(StandardCharsets.UTF_8));
  }
}
