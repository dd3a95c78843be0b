package org.wardbell.api.dashboard.delivery;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wardbell.api.dashboard.frame.Addresses;

/**
 * The filter of the list as it stands in the address: names and values are those of {@code GET
 * /api/v1/deliveries}.
 *
 * @param values by their names, those that filter something
 */
public record DeliveriesFilter(Map<String, String> values) {
  static final String PATH = "/deliveries";

  static final List<String> NAMES =
      List.of(
          "webhook_id",
          "event_id",
          "event_type",
          "status",
          "outcome",
          "code",
          "trigger",
          "from",
          "to",
          "ended_from",
          "ended_to");

  /** Those that the form of the list has no field for; it keeps them. */
  private static final List<String> KEPT =
      List.of("event_id", "outcome", "trigger", "ended_from", "ended_to");

  public DeliveriesFilter {
    values = Map.copyOf(values);
  }

  /** Returns the filter among the parameters of a request; what a form sent empty is nothing. */
  static DeliveriesFilter of(Map<String, String> sent) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String name : NAMES) {
      Addresses.put(values, name, Addresses.typed(sent.get(name)));
    }
    return new DeliveriesFilter(values);
  }

  /** Returns a filter of deliveries that have this status now. */
  static DeliveriesFilter ofStatus(String status) {
    return new DeliveriesFilter(Map.of("status", status));
  }

  /** Returns the same filter with another value. */
  DeliveriesFilter with(String name, String value) {
    Map<String, String> changed = new LinkedHashMap<>(values);
    changed.put(name, value);
    return new DeliveriesFilter(changed);
  }

  /** Returns a value, or null. */
  @Nullable String value(String name) {
    return values.get(name);
  }

  /** Returns a value for its field. */
  public String shown(String name) {
    return Addresses.shown(value(name));
  }

  /** Returns a value that is a moment with its offset, or null. */
  public @Nullable Instant moment(String name) {
    String text = value(name);
    try {
      return text == null ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException withoutAnOffset) {
      return null;
    }
  }

  /** Returns a moment for its field, which knows no zone and no more than milliseconds. */
  public String shownTime(String name, ZoneId zone) {
    Instant moment = moment(name);
    return moment == null
        ? shown(name)
        : moment.atZone(zone).toLocalDateTime().truncatedTo(ChronoUnit.MILLIS).toString();
  }

  /** Returns whether nothing is filtered. */
  public boolean isAny() {
    return values.isEmpty();
  }

  /** Returns whether it is about when deliveries ended. */
  public boolean isByEnd() {
    return values.containsKey("ended_from") || values.containsKey("ended_to");
  }

  /** Returns what is filtered, in a fixed order: a form carries it on in fields that are hidden. */
  public Map<String, String> parameters() {
    return only(NAMES);
  }

  /** Returns what the form of the list carries on without showing it. */
  public Map<String, String> kept() {
    return only(KEPT);
  }

  private Map<String, String> only(List<String> names) {
    Map<String, String> parameters = new LinkedHashMap<>();
    names.forEach(name -> Addresses.put(parameters, name, value(name)));
    return parameters;
  }

  /** Returns the address of the list with this filter. */
  public String address() {
    return Addresses.of(PATH, parameters());
  }

  /** Returns the address of the causes of what matches. */
  public String causes() {
    return Addresses.of(PATH + "/causes", parameters());
  }
}
