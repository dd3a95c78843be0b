package org.wardbell.activities.export;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.delivery.query.AttemptFilter;
import org.wardbell.activities.delivery.query.AttemptListQuery;
import org.wardbell.activities.delivery.query.AttemptSlice;
import org.wardbell.activities.delivery.query.DeliveryFilter;
import org.wardbell.activities.delivery.query.DeliveryListQuery;
import org.wardbell.activities.delivery.query.DeliverySlice;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * The execution log as files have it: the rows of the lists, newest first, page by page. A file
 * that is sent at once and one that a job writes have the same rows, because both come from here.
 */
public final class ExportedLog {
  /** Makes the rows' objects as the API shows them. */
  public static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
          .build();

  private static final String SUBJECT = "subject";

  private static final List<String> OF_ATTEMPTS =
      List.of(
          "id",
          "clinic_id",
          "webhook_id",
          "webhook_name",
          "delivery_id",
          "event_id",
          "event_type",
          "delivery_status",
          "number",
          "trigger",
          "lane",
          "webhook_version",
          "started_at",
          "finished_at",
          "outcome",
          "code",
          "advice",
          "http_status",
          "address",
          "timings.dns_micros",
          "timings.connect_micros",
          "timings.tls_micros",
          "timings.request_micros",
          "timings.first_byte_micros",
          "timings.total_micros",
          "next_attempt_at");

  private static final List<String> OF_DELIVERIES =
      List.of(
          "id",
          "clinic_id",
          "event_id",
          "event_type",
          "webhook_id",
          "webhook_name",
          SUBJECT,
          "status",
          "parked_reason",
          "trigger",
          "repetition",
          "original_delivery_id",
          "replay_id",
          "attempt_count",
          "next_attempt_at",
          "cancel_requested",
          "last_outcome",
          "last_code",
          "created_at",
          "finished_at");

  private final AttemptListQuery attempts;
  private final DeliveryListQuery deliveries;

  public ExportedLog(AttemptListQuery attempts, DeliveryListQuery deliveries) {
    this.attempts = attempts;
    this.deliveries = deliveries;
  }

  /**
   * A page of a file.
   *
   * @param rows what becomes JSON objects; may be none although there are more
   * @param next the file goes on with rows before this number; null at the end
   */
  public record Page(List<?> rows, @Nullable Long next) {
    public Page {
      rows = List.copyOf(rows);
    }
  }

  /** Returns the names of an attempt's columns. */
  public static List<String> attemptColumns() {
    return OF_ATTEMPTS;
  }

  /** Returns the names of a delivery's columns. */
  public static List<String> deliveryColumns(boolean withSubject) {
    return withSubject
        ? OF_DELIVERIES
        : OF_DELIVERIES.stream().filter(column -> !column.equals(SUBJECT)).toList();
  }

  /** Returns a page of attempts. */
  public Page attempts(AttemptFilter filter, int limit) {
    AttemptSlice slice = attempts.list(filter, limit);
    boolean ofAllClinics = filter.clinic() == null;
    return new Page(
        slice.attempts().stream().map(each -> ExportedAttempt.of(each, ofAllClinics)).toList(),
        slice.next());
  }

  /** Returns a page of deliveries. */
  public Page deliveries(DeliveryFilter filter, boolean withSubject, int limit) {
    return page(deliveries.list(filter, limit), withSubject);
  }

  /**
   * Returns a page of those of some deliveries that pass the filter.
   *
   * @param ids at most some hundred
   */
  public Page deliveries(
      Collection<UUID> ids, DeliveryFilter filter, boolean withSubject, int limit) {
    return page(deliveries.among(ids, filter, limit), withSubject);
  }

  private static Page page(DeliverySlice slice, boolean withSubject) {
    return new Page(
        slice.deliveries().stream()
            .map(delivery -> ExportedDelivery.of(delivery, withSubject))
            .toList(),
        slice.next());
  }
}
