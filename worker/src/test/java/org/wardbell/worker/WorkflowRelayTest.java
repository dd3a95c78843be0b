package org.wardbell.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class WorkflowRelayTest {
  @Test
  void round_withAScanThatFails_runsTheOthersAndIsNoRound() {
    AtomicBoolean failing = new AtomicBoolean(true);
    AtomicInteger behind = new AtomicInteger();
    WorkflowRelay relay =
        new WorkflowRelay(
            List.of(
                () -> {
                  if (failing.get()) {
                    throw new IllegalStateException("temporal is away");
                  }
                },
                behind::incrementAndGet));

    relay.round();
    assertThat(behind).hasValue(1);
    assertThat(relay.lastRound()).isNull();

    failing.set(false);
    relay.round();
    assertThat(behind).hasValue(2);
    assertThat(relay.lastRound()).isNotNull();
  }
}
