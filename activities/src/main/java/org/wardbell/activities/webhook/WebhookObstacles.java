package org.wardbell.activities.webhook;

import static org.wardbell.activities.database.generated.Tables.WEBHOOK_STATE;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.wardbell.activities.webhook.state.ParkedReason;
import org.wardbell.activities.webhook.state.WebhookState;

/**
 * The obstacles of webhooks as they are now. A delivery keeps the reason for which it was parked,
 * which another one may have overtaken since.
 */
public final class WebhookObstacles {
  private WebhookObstacles() {}

  /**
   * Returns what keeps these webhooks from sending at that moment; those that nothing keeps are not
   * in it.
   */
  public static Map<UUID, ParkedReason> of(
      DSLContext database, Collection<UUID> webhooks, Instant now) {
    Map<UUID, ParkedReason> obstacles = new HashMap<>();
    if (webhooks.isEmpty()) {
      return obstacles;
    }
    database
        .selectFrom(WEBHOOK_STATE)
        .where(WEBHOOK_STATE.WEBHOOK_ID.in(webhooks))
        .forEach(
            row -> {
              WebhookState state = WebhookState.of(row);
              ParkedReason obstacle = state.obstacle(now);
              if (obstacle != null) {
                obstacles.put(state.webhookId(), obstacle);
              }
            });
    return obstacles;
  }
}
