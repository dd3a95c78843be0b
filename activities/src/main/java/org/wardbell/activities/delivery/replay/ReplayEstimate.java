package org.wardbell.activities.delivery.replay;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.wardbell.activities.delivery.replay.ReplayEventsQuery.Earlier;
import org.wardbell.activities.delivery.replay.ReplayEventsQuery.Found;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.workflows.event.Subscription;

/**
 * An estimate of the deliveries that a job will make, given at once: exact for the first events of
 * its range, and by their share beyond. A webhook's filter is not asked, because it reads each
 * event's data.
 *
 * @param cursor the number after which the job's events begin
 * @param deliveries that it may make
 */
public record ReplayEstimate(long cursor, int deliveries) {
  /** Events looked at: some 100 ms. */
  private static final int SAMPLE = 5_000;

  private static final int PER_PAGE = 500;

  static ReplayEstimate of(DSLContext dsl, KeptWebhook webhook, NewReplay wanted, long cursor) {
    return new ReplayEstimate(cursor, deliveries(dsl, webhook, wanted, cursor));
  }

  private static int deliveries(
      DSLContext dsl, KeptWebhook webhook, NewReplay wanted, long cursor) {
    long after = cursor;
    int seen = 0;
    int hits = 0;
    while (seen < SAMPLE) {
      List<Found> page = ReplayEventsQuery.page(dsl, webhook.clinicId(), after, PER_PAGE);
      hits += hits(dsl, webhook, wanted, page);
      seen += page.size();
      if (page.size() < PER_PAGE || page.getLast().isLongAfter(wanted.to())) {
        return hits;
      }
      after = page.getLast().number();
    }
    Long end = ReplayEventsQuery.numberAt(dsl, wanted.to());
    long last = end == null ? ReplayEventsQuery.latest(dsl) : end;
    int rest = ReplayEventsQuery.count(dsl, webhook.clinicId(), after + 1, last);
    return (int) Math.min(Integer.MAX_VALUE, hits + (long) rest * hits / seen);
  }

  private static int hits(DSLContext dsl, KeptWebhook webhook, NewReplay wanted, List<Found> page) {
    List<Found> inside =
        page.stream()
            .filter(found -> found.isBetween(wanted.from(), wanted.to()))
            .filter(found -> found.dispatched() && found.hasData())
            .toList();
    if (inside.isEmpty()) {
      return 0;
    }
    Map<UUID, List<Earlier>> earlier =
        ReplayEventsQuery.earlier(dsl, webhook.id(), inside.stream().map(Found::id).toList());
    Subscription subscription = new Subscription(webhook.settings().events());
    return (int)
        inside.stream()
            .filter(
                found ->
                    wanted
                        .selection()
                        .wants(
                            subscription.matches(found.type()),
                            earlier.getOrDefault(found.id(), List.of()).stream()
                                .map(Earlier::forSelection)
                                .toList()))
            .count();
  }
}
