package org.wardbell.api.dashboard.delivery;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The content of the page of causes.
 *
 * @param filter of the list that they are the causes of
 * @param since when the oldest delivery of those was made that were looked at; null if all that
 *     match were
 */
public record CausesPage(DeliveriesFilter filter, List<Row> rows, @Nullable Instant since) {
  public CausesPage {
    rows = List.copyOf(rows);
  }

  /**
   * A cause.
   *
   * @param words in which its requests ended
   * @param code that they ended with, or empty
   * @param advice what the code means and what to do, or empty
   * @param count of deliveries, in words
   * @param address of the list of them, or null for those without a code: no filter has them alone
   */
  public record Row(
      AttemptWords words,
      String code,
      String advice,
      String webhook,
      String count,
      Instant newest,
      @Nullable String address) {}
}
