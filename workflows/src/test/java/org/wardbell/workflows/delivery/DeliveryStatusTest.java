package org.wardbell.workflows.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DeliveryStatusTest {
  @Test
  void statuses_thatWaitForSomething_areNotFinal() {
    assertThat(Arrays.stream(DeliveryStatus.values()).filter(status -> !status.isFinal()))
        .containsExactly(DeliveryStatus.PENDING, DeliveryStatus.SENDING, DeliveryStatus.PARKED);
  }

  @Test
  void statuses_byName_areWhatRowsAlreadyHold() {
    // Stored and shown: a name may be added here, never changed or removed.
    assertThat(Arrays.stream(DeliveryStatus.values()).map(Enum::name))
        .containsExactly(
            "PENDING",
            "SENDING",
            "PARKED",
            "DELIVERED",
            "EXHAUSTED",
            "REFUSED",
            "GONE",
            "CANCELLED");
  }

  @Test
  void parkedAnswer_ofTheActivity_isTheStatusOfTheSameName() {
    assertThat(DeliveryActivities.PARKED).isEqualTo(DeliveryStatus.PARKED.name());
  }
}
