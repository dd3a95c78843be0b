package org.wardbell.api.dashboard.webhook;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.delivery.query.WebhookDeliveriesQuery;
import org.wardbell.api.dashboard.frame.Figures;

/**
 * The question before something is ended that cannot be brought back.
 *
 * @param action {@code disable} or {@code delete}
 * @param names of the webhooks, the first few
 * @param open deliveries that would be cancelled
 * @param problem what was typed wrongly, or null
 * @param back where to go instead
 * @param to where the act leads
 */
public record BulkPage(
    String action,
    List<UUID> ids,
    List<String> names,
    int open,
    @Nullable String problem,
    WebhookFilter filter,
    String back,
    @Nullable String to) {
  /** Beyond it the number has to be typed. */
  public static final int TYPED_ABOVE = 100;

  /** Names that are shown one by one. */
  public static final int NAMED = 20;

  public BulkPage {
    ids = List.copyOf(ids);
    names = List.copyOf(names);
  }

  /** Returns whether webhooks end, and not only what waits for them. */
  public boolean deletes() {
    return action.equals("delete");
  }

  /** Returns whether the number has to be typed. */
  public boolean isTyped() {
    return deletes() && ids.size() > TYPED_ABOVE;
  }

  /** Returns what it is about, with its number. */
  public String subject() {
    return ids.size() == 1 ? "this webhook" : Figures.count(ids.size()) + " webhooks";
  }

  /** Returns what will be cancelled, with its number. */
  public String opened() {
    String count =
        open > WebhookDeliveriesQuery.COUNTED
            ? "More than " + Figures.count(WebhookDeliveriesQuery.COUNTED) + " open deliveries"
            : open == 1 ? "1 open delivery" : Figures.count(open) + " open deliveries";
    return open == 0
        ? "No delivery is open."
        : count + (open == 1 ? " is cancelled." : " are cancelled.");
  }
}
