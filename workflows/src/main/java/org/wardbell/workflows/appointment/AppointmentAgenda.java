package org.wardbell.workflows.appointment;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The moments at which something about an appointment is to be told or done: its reminders, its
 * start, its end. Whoever looks has looked at everything that came before the moment for which the
 * look was planned.
 */
public final class AppointmentAgenda {
  /** A start that is told later than this would be taken for now. */
  public static final Duration STARTED_PATIENCE = Duration.ofMinutes(15);

  /** The same for a reminder, which also makes no sense any more once the appointment began. */
  public static final Duration REMINDER_PATIENCE = Duration.ofHours(1);

  private AppointmentAgenda() {}

  /** The kind of a moment. */
  public enum Kind {
    REMINDER,
    STARTED,
    ENDED
  }

  /**
   * A moment.
   *
   * @param minutesBefore how long before the start a reminder is due; 0 for the others
   */
  public record Entry(Kind kind, Instant at, int minutesBefore) {
    /** Returns whether it may still be told or done at this moment. */
    public boolean isTimely(TimeSlot slot, Instant now) {
      return switch (kind) {
        case REMINDER -> now.isBefore(slot.start()) && !at.plus(REMINDER_PATIENCE).isBefore(now);
        case STARTED -> now.isBefore(slot.end()) && !at.plus(STARTED_PATIENCE).isBefore(now);
        case ENDED -> true;
      };
    }
  }

  /**
   * Returns the first moment that is still to come, or null if there is none. A start of a moment
   * ago is one of them: who comes without an appointment is booked after they came.
   */
  public static @Nullable Instant planned(TimeSlot slot, AppointmentPolicy policy, Instant now) {
    for (Entry entry : entries(slot, policy)) {
      boolean justStarted = entry.kind() == Kind.STARTED && entry.isTimely(slot, now);
      if (entry.at().isAfter(now) || justStarted) {
        return entry.at();
      }
    }
    return null;
  }

  /** Returns the first moment after this one, or null if there is none. */
  public static @Nullable Instant next(TimeSlot slot, AppointmentPolicy policy, Instant now) {
    return entries(slot, policy).stream()
        .map(Entry::at)
        .filter(at -> at.isAfter(now))
        .findFirst()
        .orElse(null);
  }

  /** Returns the moments from one to another, both included, in their order. */
  public static List<Entry> between(
      TimeSlot slot, AppointmentPolicy policy, Instant from, Instant to) {
    return entries(slot, policy).stream()
        .filter(entry -> !entry.at().isBefore(from) && !entry.at().isAfter(to))
        .toList();
  }

  private static List<Entry> entries(TimeSlot slot, AppointmentPolicy policy) {
    List<Entry> entries = new ArrayList<>();
    for (int minutes : policy.reminderMinutes()) {
      entries.add(
          new Entry(Kind.REMINDER, slot.start().minus(Duration.ofMinutes(minutes)), minutes));
    }
    entries.add(new Entry(Kind.STARTED, slot.start(), 0));
    if (policy.afterEnd() != AfterEnd.LEAVE) {
      entries.add(new Entry(Kind.ENDED, slot.end().plus(policy.grace()), 0));
    }
    entries.sort(Comparator.comparing(Entry::at));
    return entries;
  }
}
