package org.wardbell.activities.delivery.query;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.wardbell.activities.database.generated.Tables;
import org.wardbell.workflows.delivery.DeliveryStatus;

/**
 * A filter on statuses: a delivery has one of them. As text it is their words with commas between,
 * {@code EXHAUSTED,GONE}, which is stored.
 *
 * @param any at least one, in the order of their declaration
 */
public record StatusFilter(Set<DeliveryStatus> any) {
  /** Those that failed: given up, refused or gone; nobody cancelled them. */
  public static final StatusFilter FAILED =
      of(DeliveryStatus.EXHAUSTED, DeliveryStatus.REFUSED, DeliveryStatus.GONE);

  public StatusFilter {
    any = Collections.unmodifiableSet(EnumSet.copyOf(any));
  }

  /** Returns the filter of these statuses. */
  public static StatusFilter of(DeliveryStatus first, DeliveryStatus... more) {
    return new StatusFilter(EnumSet.of(first, more));
  }

  /**
   * Reads a filter.
   *
   * @throws IllegalArgumentException if a word is no status
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static StatusFilter of(String text) {
    return new StatusFilter(
        Arrays.stream(text.split(",", -1))
            .map(DeliveryStatus::valueOf)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(DeliveryStatus.class))));
  }

  /** Returns the condition on a delivery's row. */
  Condition condition() {
    return Tables.DELIVERY.STATUS.in(any.stream().map(Enum::name).toList());
  }

  @Override
  @JsonValue
  public String toString() {
    return any.stream().map(Enum::name).collect(Collectors.joining(","));
  }
}
