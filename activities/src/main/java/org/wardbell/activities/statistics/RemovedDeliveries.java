package org.wardbell.activities.statistics;

import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.DELIVERY_END;

import java.util.List;
import org.jooq.DSLContext;

/**
 * The removal of ends whose deliveries were removed by age: they end with them. The oldest come
 * first, and the first one whose delivery is still there stops it.
 */
final class RemovedDeliveries {
  private static final int CHUNK = 500;

  private final DSLContext database;

  RemovedDeliveries(DSLContext database) {
    this.database = database;
  }

  /**
   * Removes ends, in small transactions.
   *
   * @param through numbers that were counted
   */
  void forgetEnds(long through) {
    List<Long> gone;
    do {
      gone =
          database
              .select(DELIVERY_END.NUMBER, DELIVERY.ID)
              .from(DELIVERY_END)
              .leftJoin(DELIVERY)
              .on(DELIVERY.ID.eq(DELIVERY_END.DELIVERY_ID))
              .where(DELIVERY_END.NUMBER.le(through))
              .orderBy(DELIVERY_END.NUMBER)
              .limit(CHUNK)
              .fetch()
              .stream()
              .takeWhile(row -> row.value2() == null)
              .map(row -> row.value1())
              .toList();
      if (!gone.isEmpty()) {
        database.deleteFrom(DELIVERY_END).where(DELIVERY_END.NUMBER.in(gone)).execute();
      }
    } while (gone.size() == CHUNK);
  }
}
