package org.wardbell.api.dashboard.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;
import org.wardbell.activities.delivery.query.DeliveryFilter;
import org.wardbell.activities.delivery.query.KeptDelivery;
import org.wardbell.api.access.Caller;
import org.wardbell.api.dashboard.frame.Figures;
import org.wardbell.api.delivery.ListedDeliveries;
import org.wardbell.api.page.PageRequest;

/** The search for what a filter matches, as far as it is worth a person's time. */
@Component
final class DeliveryMatches {
  /** Beyond it nobody needs the number; counting all costs more every day. */
  static final int COUNTED = 1_000;

  /** Pages that are looked at for what matches seldom: each has a window of its own. */
  private static final int PAGES = 20;

  private final ListedDeliveries lists;

  DeliveryMatches(ListedDeliveries lists) {
    this.lists = lists;
  }

  /**
   * Deliveries that match.
   *
   * @param isAll whether there are no others
   */
  record Found(List<KeptDelivery> deliveries, boolean isAll) {
    Found {
      deliveries = List.copyOf(deliveries);
    }

    /** Returns how many there are, in words. */
    String words() {
      if (isAll) {
        return words(deliveries.size());
      }
      return deliveries.size() >= COUNTED
          ? "more than " + Figures.count(COUNTED) + " deliveries"
          : "at least " + words(deliveries.size());
    }

    static String words(long count) {
      return Figures.counted(count, "delivery", "deliveries");
    }

    /** Returns those that something can be done with. */
    List<UUID> ids(Predicate<KeptDelivery> able) {
      return deliveries.stream().filter(able).map(KeptDelivery::id).toList();
    }
  }

  /** Returns what matches, the first thousand at most. */
  Found find(DeliveryFilter filter, Caller caller) {
    List<KeptDelivery> found = new ArrayList<>();
    String cursor = null;
    for (int page = 0; page < PAGES; page++) {
      ListedDeliveries.Listing listing =
          lists.list(filter, PageRequest.MAXIMUM_LIMIT, cursor, caller);
      found.addAll(listing.deliveries());
      cursor = listing.next();
      if (cursor == null) {
        return new Found(found, true);
      }
      if (found.size() >= COUNTED) {
        break;
      }
    }
    return new Found(found, false);
  }
}
