package org.wardbell.activities.delivery.drain;

import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.BeanFactory;
import org.wardbell.activities.delivery.state.ClaimedAttempt;

/** A drain that ended between its claim and its first byte, because its process died. */
public final class InterruptedDrain {
  /** The most that a drain counts of what it leaves parked. */
  public static final int COUNTED = DrainRest.COUNTED;

  private InterruptedDrain() {}

  /** Claims and sends nothing. */
  public static List<ClaimedAttempt> claim(BeanFactory process, UUID webhook, int atMost) {
    return process.getBean(DrainStore.class).claim(webhook, atMost).stream()
        .map(PacedClaim::claim)
        .toList();
  }
}
