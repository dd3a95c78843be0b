package org.wardbell.api.dashboard.delivery;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wardbell.api.dashboard.frame.Addresses;

/**
 * The filter of the list as it stands in the address: names and values are those of {@code GET
 * /api/v1/deliveries}, a text that is empty filters nothing.
 */
public record DeliveriesFilter(
    @Nullable String webhookId,
    @Nullable String eventId,
    @Nullable String eventType,
    @Nullable String status,
    @Nullable String outcome,
    @Nullable String code,
    @Nullable String trigger,
    @Nullable String from,
    @Nullable String to) {
  static final String PATH = "/deliveries";

  /** Returns a filter of deliveries that have this status now. */
  static DeliveriesFilter ofStatus(String status) {
    return new DeliveriesFilter(null, null, null, status, null, null, null, null, null);
  }

  /** Returns the filter with empty texts taken for nothing, as a form sends them. */
  DeliveriesFilter cleaned() {
    return new DeliveriesFilter(
        Addresses.typed(webhookId),
        Addresses.typed(eventId),
        Addresses.typed(eventType),
        Addresses.typed(status),
        Addresses.typed(outcome),
        Addresses.typed(code),
        Addresses.typed(trigger),
        Addresses.typed(from),
        Addresses.typed(to));
  }

  /** Returns whether anything is filtered. */
  public boolean isAny() {
    return parameters().isEmpty();
  }

  /** Returns the address of the list with this filter. */
  public String address() {
    return address(null);
  }

  /** Returns the address of a later page of the list with this filter. */
  String address(@Nullable String cursor) {
    Map<String, String> parameters = parameters();
    Addresses.put(parameters, "cursor", cursor);
    return Addresses.of(PATH, parameters);
  }

  private Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    Addresses.put(parameters, "webhook_id", webhookId);
    Addresses.put(parameters, "event_id", eventId);
    Addresses.put(parameters, "event_type", eventType);
    Addresses.put(parameters, "status", status);
    Addresses.put(parameters, "outcome", outcome);
    Addresses.put(parameters, "code", code);
    Addresses.put(parameters, "trigger", trigger);
    Addresses.put(parameters, "from", from);
    Addresses.put(parameters, "to", to);
    return parameters;
  }
}
