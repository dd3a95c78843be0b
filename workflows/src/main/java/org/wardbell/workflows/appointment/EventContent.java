package org.wardbell.workflows.appointment;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.EnumSet;
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
 * @param personal texts that may speak of the patient beside those that always may; null for none
 */
public record EventContent(
    @Nullable String patientId,
    TimeSlot slot,
    Map<TextField, String> texts,
    Set<String> guests,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Set<TextField> personal) {
  /** Stands for a patient of whom nobody knows anything, and who is nobody's own. */
  private static final String SOMEBODY = "";

  public EventContent {
    SortedMap<TextField, String> sorted = new TreeMap<>(texts);
    sorted.values().removeIf(String::isEmpty);
    texts = Collections.unmodifiableMap(sorted);
    Set<String> addresses = new TreeSet<>();
    guests.forEach(guest -> addresses.add(guest.toLowerCase(Locale.ROOT)));
    guests = Collections.unmodifiableSet(addresses);
    personal =
        personal == null || personal.isEmpty()
            ? null
            : Collections.unmodifiableSet(EnumSet.copyOf(personal));
  }

  /** Creates content of which no text speaks of the patient but those that always may. */
  public EventContent(
      @Nullable String patientId, TimeSlot slot, Map<TextField, String> texts, Set<String> guests) {
    this(patientId, slot, texts, guests, null);
  }

  /** Returns what is known of an event of which only the time is known. */
  public static EventContent timeOnly(TimeSlot slot) {
    return new EventContent(null, slot, Map.of(), Set.of());
  }

  /**
   * Returns what is known of an event that may be about any patient: nothing of it may stay.
   *
   * @param guests all that it has
   */
  public static EventContent ofSomebody(TimeSlot slot, Set<String> guests) {
    return new EventContent(SOMEBODY, slot, Map.of(), guests, Set.of(TextField.LOCATION));
  }

  /** Returns the same content at another time. */
  public EventContent at(TimeSlot other) {
    return new EventContent(patientId, other, texts, guests, personal);
  }

  /** Returns whether a text may speak of the patient. */
  public boolean isPersonal(TextField field) {
    return field.isOfPatient() || (personal != null && personal.contains(field));
  }

  /**
   * Returns the same content, with what the event said of this patient before: the doctor may have
   * taken a text over that the clinic writes no more.
   */
  public EventContent after(@Nullable EventContent before) {
    if (before == null
        || before.personal == null
        || !Objects.equals(patientId, before.patientId)
        || before.personal.equals(personal)) {
      return this;
    }
    Set<TextField> all = EnumSet.copyOf(before.personal);
    if (personal != null) {
      all.addAll(personal);
    }
    return new EventContent(patientId, slot, texts, guests, all);
  }

  /** Returns the part that Google is to show, which is all but who is spoken of where. */
  public EventContent shown() {
    return personal == null ? this : new EventContent(patientId, slot, texts, guests);
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
