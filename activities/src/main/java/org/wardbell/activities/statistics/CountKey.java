package org.wardbell.activities.statistics;

import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;

/** The key of one row of counts. */
record CountKey(
    StatisticsStep step,
    UUID clinic,
    Instant startsAt,
    UUID webhook,
    String eventType,
    String outcome,
    String code)
    implements Comparable<CountKey> {
  /** The clinic of counts of all clinics, and the webhook of events. */
  static final UUID NONE = new UUID(0, 0);

  private static final Comparator<CountKey> ORDER =
      Comparator.comparing(CountKey::step)
          .thenComparing(CountKey::clinic)
          .thenComparing(CountKey::startsAt)
          .thenComparing(CountKey::webhook)
          .thenComparing(CountKey::eventType)
          .thenComparing(CountKey::outcome)
          .thenComparing(CountKey::code);

  /** Returns the key of the sum over webhooks, event types and codes. */
  CountKey ofAllWebhooks() {
    return new CountKey(step, clinic, startsAt, NONE, "", outcome, "");
  }

  /** Returns the key of a webhook's column, whatever happened in it. */
  CountKey ofAllOutcomes() {
    return new CountKey(step, clinic, startsAt, webhook, "", "", "");
  }

  @Override
  public int compareTo(CountKey other) {
    return ORDER.compare(this, other);
  }
}
