package org.wardbell.api.dashboard.appointment;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.appointment.AppointmentChanges;
import org.wardbell.workflows.appointment.TimeSlot;

/**
 * The doctor's change that was put back, and what can be done about it.
 *
 * @param kept the time that counts
 * @param wanted the doctor's, or null if no appointment can have it
 * @param why the clinic's time won
 * @param free the doctor's time, or the next free ones after it
 * @param isWantedFree whether the doctor's time is free by now
 * @param others appointments that hold the doctor's time
 */
public record Conflict(
    String kept,
    @Nullable String wanted,
    String why,
    List<Offer> free,
    boolean isWantedFree,
    List<Holder> others) {
  public Conflict {
    free = List.copyOf(free);
    others = List.copyOf(others);
  }

  /**
   * A time that a button offers.
   *
   * @param start as a form sends it
   */
  public record Offer(String start, long minutes, String words) {}

  /** An appointment that is in the way. */
  public record Holder(UUID id, String words) {}

  /** Kinds of changes after which an earlier conflict is over. */
  private static final List<String> DECIDING =
      List.of("updated", "cancelled", "status", "deleted", "booked");

  /** Returns the change that was put back and about which nothing was decided since, or null. */
  static @Nullable Map<String, String> open(List<AppointmentChanges.Change> newestFirst) {
    for (AppointmentChanges.Change change : newestFirst) {
      if (change.kind().equals(ChangeWords.REVERTED)) {
        return ChangeWords.detail(change);
      }
      if (DECIDING.contains(change.kind())) {
        return null;
      }
    }
    return null;
  }

  static @Nullable TimeSlot wanted(Map<String, String> detail) {
    return ChangeWords.slot(detail, "requested_start", "requested_end");
  }
}
