package org.wardbell.workflows.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.failure.v1.Failure;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The limits of a history's content: Temporal stores it in plain text, and reads it whole. */
class HistoryContentTest {
  private static final int MAXIMUM_EVENTS = 500;
  private static final int MAXIMUM_BYTES = 256 * 1024;

  private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  /** A text is an id, a code, or the name of something of ours; nothing that a person wrote. */
  private static final Pattern TEXT =
      Pattern.compile(
          "((event|events|webhook|calendar|interactive|replay)/)?"
              + UUID
              + "|[A-Z][A-Z_]{1,30}"
              + "|(Dispatch|Deliver|Drain|Perform|AdvanceReplay|Calendar[A-Z][a-z]+)");

  /** A failure says which attempt, and a code. */
  private static final Pattern FAILURE =
      Pattern.compile(
          "attempt \\d+ of \\d+: [a-z0-9_]{4,60}|[a-z_]{4,60}|not due yet|Local Activity task"
              + " failed");

  private static final Pattern STRING = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"(\\s*:)?");

  @ParameterizedTest
  @EnumSource
  void history_ofAnyWorkflow_isShort(RecordedRun run) {
    assertThat(run.history().getEvents()).hasSizeLessThan(MAXIMUM_EVENTS);
    assertThat(run.history().getHistory().getSerializedSize()).isLessThan(MAXIMUM_BYTES);
  }

  @ParameterizedTest
  @EnumSource
  void history_ofAnyWorkflow_holdsIdsCountsAndCodesOnly(RecordedRun run) {
    List<Payload> payloads = all(run.history().getHistory(), Payload.class);

    assertThat(payloads).isNotEmpty();
    assertThat(payloads).flatExtracting(HistoryContentTest::texts).allMatch(this::harmless);
    assertThat(all(run.history().getHistory(), Failure.class))
        .extracting(Failure::getMessage)
        .allMatch(message -> message.isEmpty() || harmlessFailure(message));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\":\"Ada\"}",
        "\"ada@example.com\"",
        "{\"ids\":[\"01940000-0000-7000-8000-000000000001\",\"+44 20 7946 0000\"]}",
        "\"https://example.com/hook\"",
        "\"1990-02-03\""
      })
  void payload_withSomethingAPersonWrote_isSeen(String json) {
    assertThat(strings(json)).anyMatch(text -> !harmless(text));
  }

  @Test
  void payload_withIdsCountsAndCodes_isHarmless() {
    assertThat(
            strings(
                "{\"deliveryId\":\"01940000-0000-7000-8000-000000000001\",\"matched\":3,"
                    + "\"more\":false,\"state\":\"POLL_ONLY\"}"))
        .hasSize(2)
        .allMatch(this::harmless);
  }

  private boolean harmless(String text) {
    return TEXT.matcher(text).matches();
  }

  private static boolean harmlessFailure(String message) {
    return FAILURE.matcher(message).matches();
  }

  /** Returns the texts of a payload, without the names of its fields, which are ours. */
  private static List<String> texts(Payload payload) {
    String encoding = payload.getMetadataOrThrow("encoding").toStringUtf8();
    return switch (encoding) {
      case "binary/null" -> List.of();
      case "json/plain" -> strings(payload.getData().toString(StandardCharsets.UTF_8));
      default -> List.of("an encoding that this test cannot read: " + encoding);
    };
  }

  private static List<String> strings(String json) {
    List<String> strings = new ArrayList<>();
    Matcher matcher = STRING.matcher(json);
    while (matcher.find()) {
      if (matcher.group(2) == null) {
        strings.add(matcher.group(1));
      }
    }
    return strings;
  }

  /** Returns every message of a type inside another, however deep. */
  private static <T extends Message> List<T> all(Message message, Class<T> type) {
    List<T> found = new ArrayList<>();
    if (type.isInstance(message)) {
      found.add(type.cast(message));
    }
    message
        .getAllFields()
        .forEach((field, value) -> children(field, value).forEach(c -> found.addAll(all(c, type))));
    return found;
  }

  private static Stream<Message> children(FieldDescriptor field, Object value) {
    if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
      return Stream.of();
    }
    return field.isRepeated()
        ? ((List<?>) value).stream().map(Message.class::cast)
        : Stream.of((Message) value);
  }
}
