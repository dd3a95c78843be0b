package org.wardbell.activities.calendar.google.event;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.appointment.Rsvp;
import org.wardbell.workflows.appointment.TextField;
import org.wardbell.workflows.appointment.TimeSlot;

/**
 * A Google event as it was read. Its texts and guests are compared with what the clinic wrote, and
 * never kept.
 *
 * @param cancelled true for a tombstone; then only the id is certain to be there
 * @param slot its time, or null if no appointment can have such a time (all day)
 * @param busy the time it takes from the doctor, or null if it takes none (shown as free, or
 *     declined)
 * @param texts without empty ones
 * @param answers the guests' answers by lower-case address; partial if Google left some out
 * @param conference its video meeting
 * @param origin its series, and its appointment
 */
public record RemoteEvent(
    String id,
    boolean cancelled,
    @Nullable String etag,
    @Nullable String icalUid,
    @Nullable TimeSlot slot,
    @Nullable TimeSlot busy,
    Map<TextField, String> texts,
    GuestList guests,
    Map<String, Rsvp> answers,
    Conference conference,
    Origin origin) {
  public RemoteEvent {
    texts = Map.copyOf(texts);
    answers = Map.copyOf(answers);
  }

  /** Creates a single event without a meeting. */
  public RemoteEvent(
      String id,
      boolean cancelled,
      @Nullable String etag,
      @Nullable String icalUid,
      @Nullable TimeSlot slot,
      @Nullable TimeSlot busy,
      Map<TextField, String> texts,
      GuestList guests,
      Map<String, Rsvp> answers) {
    this(
        id,
        cancelled,
        etag,
        icalUid,
        slot,
        busy,
        texts,
        guests,
        answers,
        Conference.NONE,
        Origin.PLAIN);
  }

  /** Returns the form in which a pull shows a deleted event. */
  public static RemoteEvent tombstone(String id) {
    return new RemoteEvent(id, true, null, null, null, null, Map.of(), GuestList.EMPTY, Map.of());
  }

  @Override
  public String toString() {
    return "RemoteEvent[hidden]";
  }
}
