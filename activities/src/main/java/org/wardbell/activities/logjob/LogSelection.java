package org.wardbell.activities.logjob;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.delivery.query.AttemptFilter;
import org.wardbell.activities.delivery.query.DeliveryFilter;
import org.wardbell.activities.delivery.query.StatusFilter;
import org.wardbell.workflows.delivery.AttemptOutcome;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * The filter of a job, as it is kept and shown; null means any. It means what the lists' filters
 * mean.
 *
 * @param deliveryId of attempts only
 * @param ids of deliveries only: none but these, at most {@value #MAXIMUM_IDS}; empty means any
 * @param subjectFingerprint of deliveries only, in hexadecimal digits; the subject itself may name
 *     a patient and is not kept
 * @param trigger a word of the records that are meant
 * @param from only what was made (or begun, for attempts) then or later
 * @param to only what was made before
 * @param endedFrom of deliveries only: those that ended then or later
 * @param endedTo of deliveries only: those that ended before
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record LogSelection(
    @Nullable UUID webhookId,
    @Nullable UUID eventId,
    @Nullable UUID deliveryId,
    List<UUID> ids,
    @Nullable String subjectFingerprint,
    @Nullable StatusFilter status,
    @Nullable String eventType,
    @Nullable AttemptOutcome outcome,
    @Nullable String code,
    @Nullable String trigger,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable Instant endedFrom,
    @Nullable Instant endedTo) {
  /** What a person selects on a page; the filter is one column of one row. */
  public static final int MAXIMUM_IDS = 500;

  /**
   * The newest version of filters that this process knows. A field that is added begins another
   * one: whoever ignores it means more records than were asked for.
   */
  static final int VERSION = 3;

  /** All of a clinic's. */
  public static final LogSelection EVERYTHING =
      new LogSelection(
          null, null, null, List.of(), null, null, null, null, null, null, null, null, null, null);

  private static final JsonMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  public LogSelection {
    ids = ids == null ? List.of() : List.copyOf(ids);
  }

  /** Reads what {@link #json} wrote. */
  static LogSelection of(String json) {
    return JSON.readValue(json, LogSelection.class);
  }

  /** Returns the version that whoever applies this filter has to know. */
  int version() {
    if (status != null && status.any().size() > 1) {
      return 3;
    }
    return endedFrom == null && endedTo == null ? 1 : 2;
  }

  String json() {
    return JSON.writeValueAsString(this);
  }

  AttemptFilter ofAttempts(@Nullable UUID clinic, @Nullable Long before) {
    return new AttemptFilter(
        clinic, webhookId, deliveryId, eventType, status, outcome, code, trigger, from, to, before);
  }

  /** Returns the filter of deliveries, but for {@link #ids}. */
  public DeliveryFilter ofDeliveries(@Nullable UUID clinic, @Nullable Long before) {
    return new DeliveryFilter(
        clinic,
        webhookId,
        eventId,
        subjectFingerprint == null ? null : HexFormat.of().parseHex(subjectFingerprint),
        status,
        eventType,
        outcome,
        code,
        trigger,
        from,
        to,
        endedFrom,
        endedTo,
        before);
  }
}
