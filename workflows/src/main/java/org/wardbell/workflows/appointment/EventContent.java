package org.wardbell.workflows.appointment;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the clinic has an event say. What is not in it belongs to the doctor. It is
 * stored as JSON: never rename a field, and a new one must be nullable. Its text form hides it.
 *
 * @param patientId whom the event is for, in the clinic's own words; null if nobody knows
 * @param texts those that the clinic writes; none is empty
 * @param guests the addresses that the clinic invites, in lower case
 */
public record EventContent(
    @Nullable String patientId, TimeSlot slot, Map<TextField, String> texts, Set<String> guests) {
  public EventContent {
    SortedMap<TextField, String> sorted = new TreeMap<>(texts);
    sorted.values().removeIf(String::isEmpty);
    texts = Collections.unmodifiableMap(sorted);
    Set<String> addresses = new TreeSet<>();
    guests.forEach(guest -> addresses.add(guest.toLowerCase(Locale.ROOT)));
    guests = Collections.unmodifiableSet(addresses);
  }

  /** Returns what is known of an event of which only the time is known. */
  public static EventContent timeOnly(TimeSlot slot) {
    return new EventContent(null, slot, Map.of(), Set.of());
  }

  /** Returns the same content at another time. */
  public EventContent at(TimeSlot other) {
    return new EventContent(patientId, other, texts, guests);
  }

  /** Returns whether both say the same, apart from when it is. */
  public boolean saysTheSame(EventContent other) {
    return Objects.equals(patientId, other.patientId)
        && texts.equals(other.texts)
        && guests.equals(other.guests);
  }

  @Override
  public String toString() {
    return "EventContent[hidden]";
  }
}
