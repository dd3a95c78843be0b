package org.wardbell.api.dashboard.delivery;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
        clean(webhookId),
        clean(eventId),
        clean(eventType),
        clean(status),
        clean(outcome),
        clean(code),
        clean(trigger),
        clean(from),
        clean(to));
  }

  private static @Nullable String clean(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  /** Returns a field's value for its input. */
  public static String shown(@Nullable String value) {
    return value == null ? "" : value;
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
    if (cursor != null) {
      parameters.put("cursor", cursor);
    }
    return parameters.isEmpty()
        ? PATH
        : parameters.entrySet().stream()
            .map(each -> each.getKey() + "=" + encoded(each.getValue()))
            .collect(Collectors.joining("&", PATH + "?", ""));
  }

  private Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    put(parameters, "webhook_id", webhookId);
    put(parameters, "event_id", eventId);
    put(parameters, "event_type", eventType);
    put(parameters, "status", status);
    put(parameters, "outcome", outcome);
    put(parameters, "code", code);
    put(parameters, "trigger", trigger);
    put(parameters, "from", from);
    put(parameters, "to", to);
    return parameters;
  }

  private static void put(Map<String, String> parameters, String name, @Nullable String value) {
    if (value != null) {
      parameters.put(name, value);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
