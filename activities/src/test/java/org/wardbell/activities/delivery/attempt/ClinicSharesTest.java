package org.wardbell.activities.delivery.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ClinicSharesTest {
  private final UUID one = UUID.randomUUID();
  private final UUID two = UUID.randomUUID();
  private final ClinicShares shares = new ClinicShares(12);

  private int takeAll(@Nullable UUID clinic) throws InterruptedException {
    int taken = 0;
    while (shares.take(clinic, 0)) {
      taken++;
    }
    return taken;
  }

  @Test
  void clinics_takeUntilTheyHoldAsManyAsAreFree() throws Exception {
    assertThat(takeAll(one)).isEqualTo(6);
    assertThat(takeAll(two)).isEqualTo(3);
    assertThat(takeAll(null)).isEqualTo(2);
    assertThat(takeAll(UUID.randomUUID())).isEqualTo(1);
  }

  @Test
  void place_thatIsGivenBack_goesToOneWhoWaits() throws Exception {
    takeAll(one);
    try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
      Future<Boolean> waiting = thread.submit(() -> shares.take(one, TimeUnit.MINUTES.toNanos(1)));
      shares.giveBack(one);

      assertThat(waiting.get()).isTrue();
    }
    assertThat(shares.used()).isEqualTo(6);
  }

  @Test
  void clinic_thatGaveAllBack_beginsAnew() throws Exception {
    int held = takeAll(one);
    for (int i = 0; i < held; i++) {
      shares.giveBack(one);
    }

    assertThat(shares.used()).isZero();
    assertThat(takeAll(one)).isEqualTo(held);
  }
}
