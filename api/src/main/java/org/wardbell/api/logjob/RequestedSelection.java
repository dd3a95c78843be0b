package org.wardbell.api.logjob;

import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.logjob.LogRecords;
import org.wardbell.activities.logjob.LogSelection;
import org.wardbell.api.access.Caller;
import org.wardbell.api.delivery.EndFilter;
import org.wardbell.api.delivery.LogFilter;
import org.wardbell.api.delivery.StatusWords;
import org.wardbell.api.page.SubjectFilter;
import org.wardbell.api.problem.FieldChecks;
import org.wardbell.workflows.delivery.AttemptOutcome;

/** The check of the filters that a request for a job names. */
@Component
public final class RequestedSelection {
  private static final int LONGEST_SUBJECT = 255;

  private final SubjectFilter subjects;

  RequestedSelection(SubjectFilter subjects) {
    this.subjects = subjects;
  }

  /** The filters of a request, as they were sent; null for what was left out. */
  public record Fields(
      @Nullable String webhookId,
      @Nullable String eventId,
      @Nullable String deliveryId,
      @Nullable List<@Nullable String> ids,
      @Nullable String subject,
      @Nullable String status,
      @Nullable String eventType,
      @Nullable AttemptOutcome outcome,
      @Nullable String code,
      @Nullable String trigger,
      @Nullable String from,
      @Nullable String to,
      @Nullable String endedFrom,
      @Nullable String endedTo) {
    private static final Fields NONE =
        new Fields(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null);
  }

  /**
   * Returns what is selected.
   *
   * @param clinic that the request names, or null
   * @param checks must be clean after it before the selection is used
   */
  public LogSelection of(
      Fields fields, LogRecords records, Caller caller, @Nullable UUID clinic, FieldChecks checks) {
    LogFilter words =
        LogFilter.of(
            checks,
            fields.eventType(),
            fields.code(),
            fields.trigger(),
            switch (records) {
              case ATTEMPTS -> LogFilter.OF_ATTEMPTS;
              case DELIVERIES -> LogFilter.OF_DELIVERIES;
            },
            fields.from(),
            fields.to());
    switch (records) {
      case ATTEMPTS -> {
        onlyOf("deliveries", "event_id", fields.eventId(), checks);
        onlyOf("deliveries", "ids", fields.ids(), checks);
        onlyOf("deliveries", "subject", fields.subject(), checks);
        onlyOf("deliveries", "ended_from", fields.endedFrom(), checks);
        onlyOf("deliveries", "ended_to", fields.endedTo(), checks);
      }
      case DELIVERIES -> onlyOf("attempts", "delivery_id", fields.deliveryId(), checks);
    }
    EndFilter end = EndFilter.of(checks, fields.endedFrom(), fields.endedTo());
    return new LogSelection(
        checks.optionalId("webhook_id", fields.webhookId()),
        checks.optionalId("event_id", fields.eventId()),
        checks.optionalId("delivery_id", fields.deliveryId()),
        ids(fields.ids(), checks),
        fingerprint(fields.subject(), caller, clinic, checks),
        StatusWords.of(checks, fields.status()),
        words.eventType(),
        fields.outcome(),
        words.code(),
        words.trigger(),
        words.from(),
        words.to(),
        end.from(),
        end.to());
  }

  /** Notes that an act has to say which deliveries it is about. */
  public static void requireAny(Fields fields, FieldChecks checks) {
    if (fields.equals(Fields.NONE)) {
      checks.add(
          "to", "is missing, and so is every other filter", "Say at least one, such as to or ids.");
    }
  }

  private static void onlyOf(
      String records, String field, @Nullable Object value, FieldChecks checks) {
    if (value != null) {
      checks.add(field, "is no filter of these records", "It is one of " + records + ".");
    }
  }

  /** Returns ids that a request names, without doubles; null for none in particular. */
  private static List<UUID> ids(@Nullable List<@Nullable String> sent, FieldChecks checks) {
    if (sent == null) {
      return List.of();
    }
    if (sent.isEmpty() || sent.size() > LogSelection.MAXIMUM_IDS) {
      checks.add(
          "ids",
          "has not 1 to " + LogSelection.MAXIMUM_IDS + " ids",
          "Leave it out to select by the other filters.");
      return List.of();
    }
    return sent.stream()
        .map(id -> checks.optionalId("ids", id == null ? "" : id))
        .<UUID>mapMulti(
            (id, next) -> {
              if (id != null) {
                next.accept(id);
              }
            })
        .distinct()
        .toList();
  }

  private @Nullable String fingerprint(
      @Nullable String subject, Caller caller, @Nullable UUID clinic, FieldChecks checks) {
    String text = checks.optionalText("subject", subject, LONGEST_SUBJECT);
    if (text == null || !checks.isClean()) {
      return null;
    }
    byte[] fingerprint = subjects.of(caller, clinic, text);
    return fingerprint == null ? null : HexFormat.of().formatHex(fingerprint);
  }
}
