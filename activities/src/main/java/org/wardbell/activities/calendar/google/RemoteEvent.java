package org.wardbell.activities.calendar.google;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.appointment.Rsvp;
import org.wardbell.workflows.appointment.TimeSlot;

/**
 * What we take note of in an event of Google's: never its title, text or place.
 *
 * @param cancelled a tombstone; then nothing but the id is sure to be there
 * @param slot its time if it has one of the kind an appointment has, or null (all day)
 * @param busy the time it takes from the doctor, or null if it takes none (shown as free, or
 *     declined)
 * @param answers what guests answered, by lower-case address; partial if Google left some out
 */
public record RemoteEvent(
    String id,
    boolean cancelled,
    @Nullable String etag,
    @Nullable String icalUid,
    @Nullable TimeSlot slot,
    @Nullable TimeSlot busy,
    Map<String, Rsvp> answers) {
  public RemoteEvent {
    answers = Map.copyOf(answers);
  }

  /** What a pull shows of an event that was deleted. */
  public static RemoteEvent tombstone(String id) {
    return new RemoteEvent(id, true, null, null, null, null, Map.of());
  }

  @Override
  public String toString() {
    return "RemoteEvent[hidden]";
  }
}
