package org.wardbell.activities.statistics;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The statistics of a period, the period of the same length before it for comparison, and its
 * columns.
 *
 * @param countedAt all that had happened by then is in; null if nothing was counted yet
 * @param from the beginning of the first column
 * @param zone whose days and hours the columns are
 * @param activeWebhooks that are enabled just now
 * @param usedWebhooks that sent something in the period
 * @param eventsToday since midnight in the zone; null where events are left out
 * @param eventsYesterday until the same time of the day before
 * @param times null if nothing was timed, or if it is not known for this combination of filters
 * @param groups the largest, those with most attempts first; empty if none were asked for
 */
public record Statistics(
    @Nullable Instant countedAt,
    Instant from,
    Instant to,
    ZoneId zone,
    long activeWebhooks,
    long usedWebhooks,
    long usedWebhooksBefore,
    @Nullable Long eventsToday,
    @Nullable Long eventsYesterday,
    Totals totals,
    Totals before,
    @Nullable ExecutionTimes times,
    @Nullable ExecutionTimes timesBefore,
    List<Column> series,
    List<Group> groups) {
  public Statistics {
    series = List.copyOf(series);
    groups = List.copyOf(groups);
  }

  /**
   * The course of one webhook, by hours.
   *
   * @param delivered deliveries that its receiver took, in each hour of the period
   * @param failed deliveries that ended otherwise; nobody cancelled them
   * @param times null if nothing was timed
   */
  public record Course(List<Long> delivered, List<Long> failed, @Nullable ExecutionTimes times) {
    public Course {
      delivered = List.copyOf(delivered);
      failed = List.copyOf(failed);
    }
  }

  /** One column, also if nothing happened in it. */
  public record Column(Instant startsAt, Totals totals, @Nullable ExecutionTimes times) {}

  /**
   * One group.
   *
   * @param value an id, an event type or a code
   */
  public record Group(String value, Totals totals, @Nullable ExecutionTimes times) {}
}
