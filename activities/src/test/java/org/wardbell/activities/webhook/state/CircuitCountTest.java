package org.wardbell.activities.webhook.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardbell.workflows.delivery.AttemptOutcome;
import org.wardbell.workflows.delivery.DeliveryStatus;
import org.wardbell.workflows.delivery.NextStep;

/** Rule 17: what the circuit counts, and what it does not. */
class CircuitCountTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @ParameterizedTest
  @EnumSource(
      value = AttemptOutcome.class,
      names = {"TIMEOUT", "CONNECT", "TLS", "PROTOCOL"})
  void count_noAnswer_counts(AttemptOutcome outcome) {
    assertThat(after(seen(outcome, outcome.name(), false)).failures()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 408, 500, 502, 503, 504, 599})
  void count_answerOfABrokenReceiver_counts(int status) {
    assertThat(after(seen(AttemptOutcome.FAILED, "http_" + status, false)).failures()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http_302",
        "http_409",
        "http_425",
        "http_429",
        "http_403_as_limited",
        "http_200_as_failed"
      })
  void count_otherFailure_neitherCountsNorForgets(String code) {
    Circuit three = new Circuit(false, 3, null, Duration.ZERO, 0);

    assertThat(three.after(seen(AttemptOutcome.FAILED, code, false), standard(), NOW))
        .isEqualTo(three);
  }

  @ParameterizedTest
  @EnumSource(
      value = AttemptOutcome.class,
      names = {"REFUSED", "GONE", "BLOCKED", "LOST"})
  void count_outcomeThatSaysNothingOfTheReceiver_doesNotCount(AttemptOutcome outcome) {
    assertThat(after(seen(outcome, "any", false))).isEqualTo(Circuit.CLOSED);
  }

  @Test
  void count_ofTen_opensForTheFirstProbe() {
    Circuit circuit = Circuit.CLOSED;
    for (int i = 1; i <= 9; i++) {
      circuit = fail(circuit);
      assertThat(circuit.open()).isFalse();
    }
    circuit = fail(circuit);

    assertThat(circuit.open()).isTrue();
    assertThat(circuit.probeAt()).isEqualTo(NOW.plusSeconds(30));
    assertThat(fail(circuit).probeAt())
        .as("more failures do not move it")
        .isEqualTo(NOW.plusSeconds(30));
  }

  @Test
  void success_closesAndForgets() {
    Circuit open = new Circuit(true, 25, NOW, Duration.ofMinutes(30), 7);

    assertThat(open.after(seen(AttemptOutcome.DELIVERED, "http_200", true), standard(), NOW))
        .isEqualTo(Circuit.CLOSED);
  }

  @Test
  void probe_ofALongTimeout_isOverBeforeTheNext() {
    Circuit open = new Circuit(true, 10, NOW, Duration.ofSeconds(30), 0);

    assertThat(open.probing(5, standard(), NOW, NOW.plusSeconds(310)).probeAt())
        .isEqualTo(NOW.plusSeconds(310));
    assertThat(open.probing(5, standard(), NOW, NOW.plusSeconds(40)).probeAt())
        .isEqualTo(NOW.plusSeconds(60));
  }

  private static Circuit fail(Circuit circuit) {
    return circuit.after(seen(AttemptOutcome.TIMEOUT, "timeout_total", false), standard(), NOW);
  }

  private static Circuit after(Observation seen) {
    return Circuit.CLOSED.after(seen, standard(), NOW);
  }

  private static ProbeTimes standard() {
    return ProbeTimes.STANDARD;
  }

  private static Observation seen(AttemptOutcome outcome, String code, boolean probe) {
    NextStep next = new NextStep.Ended(DeliveryStatus.EXHAUSTED);
    return new Observation(outcome, code, null, null, 0, next, true, probe);
  }
}
