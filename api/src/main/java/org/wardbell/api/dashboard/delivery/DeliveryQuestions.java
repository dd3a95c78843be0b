package org.wardbell.api.dashboard.delivery;

import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.logjob.LogRecords;
import org.wardbell.activities.logjob.LogSelection;
import org.wardbell.api.access.Caller;
import org.wardbell.api.dashboard.frame.Addresses;
import org.wardbell.api.logjob.RequestedSelection;
import org.wardbell.api.problem.FieldChecks;
import org.wardbell.workflows.delivery.AttemptOutcome;

/**
 * The check of the filter that an address or a form has. The list and the jobs that are begun from
 * it ask with the same selection, so that they mean the same deliveries.
 */
@Component
final class DeliveryQuestions {
  private final RequestedSelection selections;

  DeliveryQuestions(RequestedSelection selections) {
    this.selections = selections;
  }

  /**
   * Returns what is selected, or ends the request with all that is wrong with it.
   *
   * @param ids only these, or null
   * @param zone of times without one
   */
  LogSelection of(DeliveriesFilter filter, @Nullable List<UUID> ids, ZoneId zone, Caller caller) {
    FieldChecks checks = new FieldChecks();
    LogSelection selection =
        selections.of(
            new RequestedSelection.Fields(
                filter.value("webhook_id"),
                filter.value("event_id"),
                null,
                ids == null ? null : ids.stream().map(UUID::toString).toList(),
                null,
                filter.value("status"),
                filter.value("event_type"),
                checks.optionalConstant("outcome", filter.value("outcome"), AttemptOutcome.class),
                filter.value("code"),
                filter.value("trigger"),
                Addresses.moment(filter.value("from"), zone),
                Addresses.moment(filter.value("to"), zone),
                Addresses.moment(filter.value("ended_from"), zone),
                Addresses.moment(filter.value("ended_to"), zone)),
            LogRecords.DELIVERIES,
            caller,
            null,
            checks);
    checks.orThrow();
    return selection;
  }
}
