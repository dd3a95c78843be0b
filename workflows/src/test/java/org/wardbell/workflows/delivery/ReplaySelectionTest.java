package org.wardbell.workflows.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.workflows.delivery.DeliveryStatus.CANCELLED;
import static org.wardbell.workflows.delivery.DeliveryStatus.DELIVERED;
import static org.wardbell.workflows.delivery.DeliveryStatus.EXHAUSTED;
import static org.wardbell.workflows.delivery.DeliveryStatus.GONE;
import static org.wardbell.workflows.delivery.DeliveryStatus.PARKED;
import static org.wardbell.workflows.delivery.DeliveryStatus.REFUSED;
import static org.wardbell.workflows.delivery.ReplaySelection.ALL;
import static org.wardbell.workflows.delivery.ReplaySelection.FAILED;
import static org.wardbell.workflows.delivery.ReplaySelection.NOT_RECEIVED;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReplaySelectionTest {
  @ParameterizedTest
  @EnumSource(names = {"EXHAUSTED", "REFUSED", "GONE", "CANCELLED"})
  void failed_wantsWhatEndedWithoutSuccess(DeliveryStatus status) {
    assertThat(FAILED.wants(true, earlier(status))).isTrue();
    assertThat(FAILED.wants(false, earlier(status))).as("asked for then").isTrue();
  }

  @Test
  void failed_goesByTheLatestInWhateverOrder() {
    assertThat(FAILED.wants(true, earlier(EXHAUSTED, DELIVERED))).isFalse();
    assertThat(FAILED.wants(true, earlier(DELIVERED, REFUSED))).isTrue();
    assertThat(FAILED.wants(true, earlier(REFUSED, PARKED))).isFalse();
    assertThat(FAILED.wants(true, earlier(GONE, DELIVERED).reversed())).isFalse();
    assertThat(FAILED.wants(true, List.of())).isFalse();
  }

  @Test
  void notReceived_wantsWhatNeverArrivedAndIsNotOnItsWay() {
    assertThat(NOT_RECEIVED.wants(true, List.of())).isTrue();
    assertThat(NOT_RECEIVED.wants(true, earlier(EXHAUSTED, CANCELLED))).isTrue();
    assertThat(NOT_RECEIVED.wants(true, earlier(DELIVERED, REFUSED))).isFalse();
    assertThat(NOT_RECEIVED.wants(true, earlier(EXHAUSTED, PARKED))).isFalse();
    assertThat(NOT_RECEIVED.wants(false, List.of())).isFalse();
  }

  @Test
  void all_wantsWhatTheWebhookAsksFor() {
    assertThat(ALL.wants(true, earlier(DELIVERED))).isTrue();
    assertThat(ALL.wants(false, earlier(DELIVERED))).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void selection_isFoundByItsWord(ReplaySelection selection) {
    assertThat(ReplaySelection.of(selection.word)).contains(selection);
    assertThat(ReplaySelection.of(selection.word + "x")).isEmpty();
  }

  private static List<ReplaySelection.Earlier> earlier(DeliveryStatus... statuses) {
    List<ReplaySelection.Earlier> earlier = new ArrayList<>();
    for (DeliveryStatus status : statuses) {
      earlier.add(new ReplaySelection.Earlier(earlier.size(), status));
    }
    return earlier;
  }
}
