package org.wardbell.activities.rotation;

import static org.wardbell.activities.database.generated.Tables.ATTEMPT;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record2;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.crypto.KeyRotation;
import org.wardbell.activities.delivery.removal.DeliveryRemoval;
import org.wardbell.activities.delivery.state.KeptResponses;

/**
 * The sealed answers of receivers: attempts are found by their deliveries, which have the clinic's
 * index.
 */
final class SealedAnswers implements SealedRows {
  /** A delivery has 20 attempts at most, and each is a row that a page touches. */
  private static final int ATTEMPTS = 20;

  @Override
  public List<String> columns() {
    return List.of("attempt.response_ciphertext");
  }

  @Override
  public SealedPage page(
      DSLContext dsl, @Nullable UUID clinic, @Nullable String after, int keyId, int limit) {
    if (clinic == null) {
      return SealedPage.LAST; // A delivery has its event's clinic.
    }
    List<Record2<Long, UUID>> deliveries =
        dsl.select(DELIVERY.NUMBER, DELIVERY.ID)
            .from(DELIVERY.forceIndex("delivery_clinic"))
            .where(DELIVERY.CLINIC_ID.eq(clinic))
            .and(DELIVERY.NUMBER.gt(after == null ? 0L : Long.parseLong(after)))
            .orderBy(DELIVERY.NUMBER)
            .limit(Math.max(1, limit / ATTEMPTS))
            .fetch();
    if (deliveries.isEmpty()) {
      return SealedPage.LAST;
    }
    List<SealedPage.Value> values = new ArrayList<>();
    dsl.select(ATTEMPT.DELIVERY_ID, ATTEMPT.ORDINAL, ATTEMPT.RESPONSE_CIPHERTEXT)
        .from(ATTEMPT)
        .where(ATTEMPT.DELIVERY_ID.in(deliveries.stream().map(Record2::value2).toList()))
        .and(KeyRotation.sealedByAnother(ATTEMPT.RESPONSE_CIPHERTEXT, keyId))
        .forEach(
            row ->
                values.add(
                    new SealedPage.Value(
                        KeptResponses.column(row.value2()),
                        row.value1(),
                        row.value3(),
                        next ->
                            DeliveryRemoval.answerSealedAgain(
                                dsl, row.value1(), row.value2(), row.value3(), next))));
    return new SealedPage(deliveries.getLast().value1().toString(), deliveries.size(), values);
  }
}
