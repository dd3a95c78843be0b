package org.wardbell.api.dashboard.event;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wardbell.api.dashboard.frame.Addresses;

/**
 * The filter of the list as it stands in the address: names and values are those of {@code GET
 * /api/v1/events}, a text that is empty filters nothing.
 */
public record EventsFilter(
    @Nullable String eventType,
    @Nullable String source,
    @Nullable String from,
    @Nullable String to) {
  static final String PATH = "/events";

  /** Returns the filter of fields as a form sends them. */
  static EventsFilter typed(
      @Nullable String eventType,
      @Nullable String source,
      @Nullable String from,
      @Nullable String to) {
    return new EventsFilter(
        Addresses.typed(eventType),
        Addresses.typed(source),
        Addresses.typed(from),
        Addresses.typed(to));
  }

  /** Returns whether nothing is filtered. */
  public boolean isAny() {
    return parameters().isEmpty();
  }

  /** Returns the address of a later page of the list with this filter, or of its first. */
  String address(@Nullable String cursor) {
    Map<String, String> parameters = parameters();
    Addresses.put(parameters, "cursor", cursor);
    return Addresses.of(PATH, parameters);
  }

  private Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    Addresses.put(parameters, "event_type", eventType);
    Addresses.put(parameters, "source", source);
    Addresses.put(parameters, "from", from);
    Addresses.put(parameters, "to", to);
    return parameters;
  }
}
