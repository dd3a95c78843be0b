package org.wardbell.activities.delivery.query;

import static org.wardbell.activities.database.generated.Tables.ATTEMPT;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.SelectField;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.database.generated.tables.records.AttemptRecord;
import org.wardbell.activities.delivery.state.KeptResponses;
import org.wardbell.activities.http.AttemptTimings;
import org.wardbell.activities.http.ReceivedResponse;

/**
 * The queries behind the page of one delivery: the delivery and its attempts, each by primary key.
 */
public final class DeliveryQuery {
  static final List<SelectField<?>> WITHOUT_RESPONSE =
      List.of(
          ATTEMPT.DELIVERY_ID,
          ATTEMPT.ORDINAL,
          ATTEMPT.WEBHOOK_VERSION,
          ATTEMPT.TRIGGER,
          ATTEMPT.LANE,
          ATTEMPT.STARTED_AT,
          ATTEMPT.FINISHED_AT,
          ATTEMPT.OUTCOME,
          ATTEMPT.CODE,
          ATTEMPT.HTTP_STATUS,
          ATTEMPT.ADDRESS,
          ATTEMPT.DNS_MICROS,
          ATTEMPT.CONNECT_MICROS,
          ATTEMPT.TLS_MICROS,
          ATTEMPT.REQUEST_MICROS,
          ATTEMPT.FIRST_BYTE_MICROS,
          ATTEMPT.TOTAL_MICROS,
          ATTEMPT.NEXT_ATTEMPT_AT);

  private final DSLContext database;
  private final DeliveryListQuery lists;
  private final KeptResponses responses;

  public DeliveryQuery(DSLContext database, DeliveryListQuery lists, Encryption encryption) {
    this.database = database;
    this.lists = lists;
    this.responses = new KeptResponses(encryption);
  }

  /** Returns the delivery with this id. */
  public Optional<KeptDelivery> find(UUID id) {
    return lists.find(id);
  }

  /**
   * Returns the delivery's attempts, oldest first.
   *
   * @param withResponse whether to open what the receiver answered; it may echo patient data
   */
  public List<KeptAttempt> attempts(KeptDelivery delivery, boolean withResponse) {
    List<SelectField<?>> fields = new ArrayList<>(WITHOUT_RESPONSE);
    if (withResponse) {
      fields.add(ATTEMPT.RESPONSE_CIPHERTEXT);
    }
    return database
        .select(fields)
        .from(ATTEMPT)
        .where(ATTEMPT.DELIVERY_ID.eq(delivery.id()))
        .orderBy(ATTEMPT.ORDINAL)
        .fetchInto(ATTEMPT)
        .map(row -> read(row, delivery));
  }

  private KeptAttempt read(AttemptRecord row, KeptDelivery delivery) {
    byte[] sealed = row.getResponseCiphertext();
    return read(
        row,
        sealed == null
            ? null
            : responses.open(delivery.clinicId(), delivery.id(), row.getOrdinal(), sealed));
  }

  static KeptAttempt read(AttemptRecord row, @Nullable ReceivedResponse response) {
    return new KeptAttempt(
        row.getOrdinal(),
        row.getWebhookVersion(),
        row.getTrigger(),
        row.getLane(),
        row.getStartedAt(),
        row.getFinishedAt(),
        DeliveryRows.outcome(row.getOutcome()),
        row.getCode(),
        row.getHttpStatus(),
        row.getAddress(),
        timings(row),
        row.getNextAttemptAt(),
        response);
  }

  private static @Nullable AttemptTimings timings(AttemptRecord row) {
    return row.getTotalMicros() == null
        ? null
        : new AttemptTimings(
            row.getDnsMicros(),
            row.getConnectMicros(),
            row.getTlsMicros(),
            row.getRequestMicros(),
            row.getFirstByteMicros(),
            row.getTotalMicros());
  }
}
