package org.wardbell.api.dashboard.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.api.dashboard.frame.NamedView;

/**
 * The content of the list of deliveries.
 *
 * @param filter as it was asked for
 * @param views filters that have a name
 * @param webhooks that the filter offers
 * @param notice what was done just now, or null
 * @param place the parameters that say which page of the list it is
 * @param next the address of the following page, or null at the end
 * @param first the address of the newest page, or null if this is it
 */
public record DeliveriesPage(
    DeliveriesFilter filter,
    List<NamedView> views,
    List<Option> webhooks,
    List<Option> statuses,
    List<Row> rows,
    @Nullable String notice,
    Map<String, String> place,
    @Nullable String next,
    @Nullable String first) {
  /** Those parameters of the address that say which page of the list it is. */
  static final List<String> PLACE = List.of("limit", "cursor");

  /** What the address tells was done, when a button was pressed and nothing was chosen. */
  static final String NOTHING_CHOSEN = "none";

  public DeliveriesPage {
    place = Map.copyOf(place);
    views = List.copyOf(views);
    webhooks = List.copyOf(webhooks);
    statuses = List.copyOf(statuses);
    rows = List.copyOf(rows);
  }

  /** A choice in a filter. */
  public record Option(String value, String name, boolean isChosen) {}

  /**
   * A delivery in the list.
   *
   * @param duration of its whole life in words, or empty while it goes on
   */
  public record Row(
      UUID id,
      UUID clinic,
      Instant at,
      String webhook,
      String eventType,
      DeliveryWords words,
      @Nullable Instant nextAttemptAt,
      int attempts,
      String duration,
      String trigger) {}
}
