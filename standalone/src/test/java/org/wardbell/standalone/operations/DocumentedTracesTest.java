package org.wardbell.standalone.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.tracing.SpanName;
import org.wardbell.activities.tracing.TraceAttributes;

/** {@code docs/tracing.md} beside the lists of what may leave a process. */
class DocumentedTracesTest {
  private static final DocumentedTraces DOCUMENTED = DocumentedTraces.read();

  @Test
  void span_thatIsListed_isDocumented_andNoOther() {
    assertThat(DOCUMENTED.spans())
        .filteredOn(name -> !name.contains("METHOD"))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(SpanName.values()).map(SpanName::text).toList());
  }

  @Test
  void attribute_thatIsListed_isDocumented_andNoOther() {
    assertThat(DOCUMENTED.attributes())
        .isEqualTo(
            TraceAttributes.ALL.stream().map(AttributeKey::getKey).collect(Collectors.toSet()));
  }
}
