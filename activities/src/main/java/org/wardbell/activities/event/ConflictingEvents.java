package org.wardbell.activities.event;

import java.util.List;

/**
 * A conflict: some events carry the idempotency key of an earlier event with another body; none was
 * kept.
 */
public final class ConflictingEvents extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<Integer> indexes;

  /** Positions in the list that was to be accepted, from 0. */
  ConflictingEvents(List<Integer> indexes) {
    super(indexes.size() + " events reuse an idempotency key with another body");
    this.indexes = List.copyOf(indexes);
  }

  /** Positions in the list that was to be accepted, from 0. */
  public List<Integer> indexes() {
    return indexes;
  }
}
