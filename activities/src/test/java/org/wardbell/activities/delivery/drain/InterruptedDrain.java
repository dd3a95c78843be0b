package org.wardbell.activities.delivery.drain;

import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.BeanFactory;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.delivery.state.ClaimedAttempt;
import org.wardbell.activities.webhook.WebhookReader;

/** A drain that ended between its claim and its first byte, because its process died. */
public final class InterruptedDrain {
  /** The most that a drain counts of what it leaves parked. */
  public static final int COUNTED = DrainRest.COUNTED;

  private InterruptedDrain() {}

  /** Claims and sends nothing. */
  public static List<ClaimedAttempt> claim(BeanFactory process, UUID webhook, int atMost) {
    join(process, webhook);
    return claimOnly(process, webhook, atMost);
  }

  /** Lets what stands in no line join its line, as a drain does before it claims. */
  public static void join(BeanFactory process, UUID webhook) {
    new DrainLines(process.getBean(Database.class).sending(), process.getBean(WebhookReader.class))
        .settle(webhook);
  }

  /** Claims without anything before. */
  public static List<ClaimedAttempt> claimOnly(BeanFactory process, UUID webhook, int atMost) {
    return process.getBean(DrainStore.class).claim(webhook, atMost).stream()
        .map(PacedClaim::claim)
        .toList();
  }
}
