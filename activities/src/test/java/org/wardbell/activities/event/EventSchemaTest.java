package org.wardbell.activities.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventSchemaTest {
  @Test
  void data_thatFits_hasNoMisfit() {
    EventSchema schema = EventSchema.compile(ORDER);

    assertThat(misfits(schema, "{\"id\":4711,\"lines\":[{\"price\":1.5}]}")).isEmpty();
  }

  @Test
  void data_thatDoesNotFit_isNamedByItsPath() {
    EventSchema schema = EventSchema.compile(ORDER);

    assertThat(misfits(schema, "{\"lines\":[{\"price\":1},{\"price\":\"two\"}]}"))
        .extracting(EventSchema.Misfit::path)
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
    assertThatThrownBy(() -> EventSchema.compile(schema))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContainingAny("java.", "Exception");
  }

  @Test
  @Timeout(20)
  void pattern_thatBacktracksElsewhere_isMatchedInLinearTime() {
    EventSchema schema =
        EventSchema.compile(
            "{\"properties\":{\"a\":{\"pattern\":\"^(([a-z])+.)+[A-Z]([a-z])+$\"}}}");
    String value = "a".repeat(20_000);
    long begun = System.nanoTime();

    List<EventSchema.Misfit> misfits = misfits(schema, "{\"a\":\"" + value + "\"}");

    assertThat(misfits).extracting(EventSchema.Misfit::path).containsExactly("a");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(15));
  }

  @Test
  void misfits_areBounded() {
    EventSchema schema = EventSchema.compile("{\"additionalProperties\":{\"type\":\"string\"}}");
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

  private static List<EventSchema.Misfit> misfits(EventSchema schema, String data) {
    return schema.misfits(data.getBytes(StandardCharsets.UTF_8));
  }
}
