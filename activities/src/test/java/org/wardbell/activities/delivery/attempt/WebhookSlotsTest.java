package org.wardbell.activities.delivery.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.delivery.WebhookBuilder;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.simulator.receiver.ReceiverSimulator;
import org.wardbell.workflows.delivery.AttemptOutcome;

/** Rule 19: a receiver's slots are its own, and nobody waits for one in vain. */
final class WebhookSlotsTest {
  private static final Duration NOW = Duration.ZERO;

  private final List<UUID> woken = new CopyOnWriteArrayList<>();
  private final WebhookSlots slots = new WebhookSlots(woken::add);
  private final KeptWebhook webhook = webhook();

  @Test
  void slots_ofOneWebhook_areNotAnothers() throws Exception {
    fill(webhook, 8);

    assertThat(slots.acquire(webhook, false, NOW)).isNull();
    assertThat(slots.acquire(webhook(), false, NOW)).isNotNull();
    assertThat(slots.used()).isEqualTo(9);
  }

  @Test
  void slot_afterATimeout_isOnlyOneUntilASuccess() throws Exception {
    List<Slot> held = fill(webhook, 8);
    held.forEach(slot -> slots.release(webhook, slot, AttemptOutcome.TIMEOUT));

    Slot only = fill(webhook, 1).getFirst();
    assertThat(slots.acquire(webhook, false, NOW)).isNull();
    slots.release(webhook, only, AttemptOutcome.FAILED);
    only = fill(webhook, 1).getFirst();
    assertThat(slots.acquire(webhook, false, NOW)).isNull();
    slots.release(webhook, only, AttemptOutcome.DELIVERED);

    fill(webhook, 8);
    assertThat(slots.acquire(webhook, false, NOW)).isNull();
  }

  @Test
  void room_behindARequestThatIsOlderThanASecond_isOnlyWhatIsFree() throws Exception {
    assertThat(slots.room(webhook).soon()).isGreaterThan(100);
    List<Slot> held = fill(webhook, 7);
    Thread.sleep(1_050);

    assertThat(slots.room(webhook)).isEqualTo(new ReceiverSlots.Room(1, 1));
    fill(webhook, 1);
    assertThat(slots.room(webhook)).isEqualTo(new ReceiverSlots.Room(0, 0));

    held.forEach(slot -> slots.release(webhook, slot, AttemptOutcome.DELIVERED));
    assertThat(slots.room(webhook).now()).isEqualTo(7);
  }

  @Test
  void room_thatIsReserved_isNobodyElsesUntilItIsGivenBack() {
    int all = slots.room(webhook).soon();

    assertThat(slots.reserve(webhook, all - 10)).isEqualTo(all - 10);
    assertThat(slots.reserve(webhook, 50)).isEqualTo(10);
    assertThat(slots.room(webhook)).isEqualTo(new ReceiverSlots.Room(0, 0));
    assertThat(slots.reserve(webhook(), 50)).as("of another webhook").isEqualTo(50);

    slots.giveBack(webhook, 30);
    assertThat(slots.reserve(webhook, 50)).isEqualTo(30);
  }

  @Test
  void room_thatIsReserved_isUsedUpByWhoAsksForItsSlot_andNotByOthers() throws Exception {
    int all = slots.room(webhook).soon();
    slots.reserve(webhook, 5);

    Slot other = slots.acquire(webhook, false, NOW);
    assertThat(slots.room(webhook).soon()).isEqualTo(all - 5);
    Slot expected = slots.acquire(webhook, true, NOW);

    assertThat(slots.room(webhook).soon()).isEqualTo(all - 4);
    assertThat(other).isNotNull();
    assertThat(expected).isNotNull();
  }

  @Test
  void call_whenASlotIsFreeAgain_comesOnceAndOnlyIfAskedFor() throws Exception {
    List<Slot> held = fill(webhook, 8);
    slots.release(webhook, held.removeFirst(), AttemptOutcome.DELIVERED);
    assertThat(woken).isEmpty();
    assertThat(slots.callWhenFree(webhook)).isZero();

    held.addAll(fill(webhook, 1));
    assertThat(slots.callWhenFree(webhook)).isPositive();
    slots.wakeWhenFree(webhook);
    assertThat(woken).isEmpty();
    held.forEach(slot -> slots.release(webhook, slot, AttemptOutcome.DELIVERED));
    assertThat(woken).containsExactly(webhook.id());

    slots.wakeWhenFree(webhook);
    assertThat(woken).hasSize(2);
  }

  @Test
  void slots_ofThousandsOfWebhooks_areForgottenWhenIdle_andNeverWhenUsed() throws Exception {
    List<Slot> held = fill(webhook, 8);
    KeptWebhook pattern = webhook();
    for (int i = 0; i < 20_000; i++) {
      slots.release(
          webhook, fill(with(pattern, Ids.next()), 1).getFirst(), AttemptOutcome.DELIVERED);
    }

    assertThat(slots.remembered()).isLessThanOrEqualTo(5_000);
    assertThat(slots.acquire(webhook, false, NOW)).isNull();
    held.forEach(slot -> slots.release(webhook, slot, AttemptOutcome.DELIVERED));
    fill(webhook, 8);
  }

  private List<Slot> fill(KeptWebhook of, int count) throws InterruptedException {
    List<Slot> held = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Slot slot = slots.acquire(of, false, NOW);
      assertThat(slot).isNotNull();
      held.add(slot);
    }
    return held;
  }

  private static KeptWebhook webhook() {
    try (ReceiverSimulator receiver = ReceiverSimulator.start(0)) {
      return new KeptWebhook(
          Ids.next(), null, 1, WebhookBuilder.at("/hook").settings(receiver), List.of());
    } catch (java.io.IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static KeptWebhook with(KeptWebhook pattern, UUID id) {
    return new KeptWebhook(id, null, 1, pattern.settings(), List.of());
  }
}
