package org.wardbell.workflows.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventBatchTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 101})
  void batch_withNoneOrTooManyEvents_isRefused(int size) {
    assertThatThrownBy(() -> new EventBatch(Collections.nCopies(size, "id")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 to 100");
  }

  @Test
  void workflowId_ofOneAndOfSeveral_saysWhichItIs() {
    assertThat(EventWorkflow.workflowId(new EventBatch(List.of("a")))).isEqualTo("event/a");
    assertThat(EventWorkflow.workflowId(new EventBatch(List.of("a", "b")))).isEqualTo("events/a");
  }
}
