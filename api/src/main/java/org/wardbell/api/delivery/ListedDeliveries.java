package org.wardbell.api.delivery;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.delivery.query.DeliveryFilter;
import org.wardbell.activities.delivery.query.DeliveryListQuery;
import org.wardbell.activities.delivery.query.DeliverySlice;
import org.wardbell.activities.delivery.query.EndedDeliveriesQuery;
import org.wardbell.activities.delivery.query.EndedSlice;
import org.wardbell.activities.delivery.query.KeptDelivery;
import org.wardbell.api.access.Caller;
import org.wardbell.api.page.Cursors;
import org.wardbell.api.page.PageRequest;

/** The list of deliveries, whoever asks: the API or a page. */
@Component
public final class ListedDeliveries {
  private final DeliveryListQuery lists;
  private final EndedDeliveriesQuery ended;
  private final Cursors cursors;

  ListedDeliveries(DeliveryListQuery lists, EndedDeliveriesQuery ended, Cursors cursors) {
    this.lists = lists;
    this.ended = ended;
    this.cursors = cursors;
  }

  /**
   * A page of the list.
   *
   * @param deliveries may be fewer than asked for, even none, although there are more
   * @param next the cursor of the next page, or null at the end
   */
  public record Listing(List<KeptDelivery> deliveries, @Nullable String next) {
    public Listing {
      deliveries = List.copyOf(deliveries);
    }
  }

  /**
   * Returns a page: the newest first, or, of a filter by the end, the latest end first.
   *
   * @param filter of any number
   * @throws org.wardbell.api.problem.ProblemException 422 for a limit that cannot be, or a cursor
   *     of another list
   */
  public Listing list(
      DeliveryFilter filter, @Nullable Integer limit, @Nullable String cursor, Caller caller) {
    // The deliveries of an event or of a subject are few, and an index has them.
    if (filter.asksForEnd() && filter.event() == null && filter.subject() == null) {
      PageRequest page = cursors.request(limit, cursor, caller, "ended_deliveries");
      EndedSlice slice = ended.list(filter, position(page.cursor()), page.limit());
      EndedSlice.Position next = slice.next();
      return new Listing(
          slice.deliveries(),
          next == null ? null : page.shown().apply(next.attempt() + "." + next.end()));
    }
    PageRequest page = cursors.request(limit, cursor, caller, "deliveries");
    DeliverySlice slice = lists.list(filter.before(page.afterNumber()), page.limit());
    return new Listing(slice.deliveries(), page.next(slice.next()));
  }

  /** Returns those of some deliveries that pass a filter, the newest first. */
  public List<KeptDelivery> among(List<UUID> ids, DeliveryFilter filter) {
    return lists.among(ids, filter, ids.size()).deliveries();
  }

  private static EndedSlice.@Nullable Position position(@Nullable String cursor) {
    if (cursor == null) {
      return null;
    }
    String[] numbers = cursor.split("\\.", -1);
    if (numbers.length != 2) {
      throw PageRequest.badCursor();
    }
    return new EndedSlice.Position(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
  }
}
