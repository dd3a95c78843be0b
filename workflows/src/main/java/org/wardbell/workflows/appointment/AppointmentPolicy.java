package org.wardbell.workflows.appointment;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * A clinic's decisions about its appointments.
 *
 * @param reminderMinutes how long before the start reminders are due, in minutes: at most {@value
 *     #MOST_REMINDERS}, each 1 to {@value #MOST_REMINDER_MINUTES}; empty for none
 * @param afterEnd the status that an appointment gets once it is over
 * @param afterEndMinutes how long after the end, in minutes: 0 to {@value #MOST_MINUTES}
 * @param rsvp the meaning of a guest's "yes"
 * @param arrivalStatus the status of a patient who said "yes" and has arrived by that: {@code
 *     ARRIVED} or {@code CHECKED_IN}
 * @param arrivalMinutes how long before the start the arrival window opens, in minutes: 0 to
 *     {@value #MOST_MINUTES}; it closes at the end of the appointment
 */
public record AppointmentPolicy(
    List<Integer> reminderMinutes,
    AfterEnd afterEnd,
    int afterEndMinutes,
    RsvpRule rsvp,
    AppointmentStatus arrivalStatus,
    int arrivalMinutes) {
  public static final int MOST_REMINDERS = 10;

  /** 30 days: as long as an idempotency key is kept, which makes a reminder one. */
  public static final int MOST_REMINDER_MINUTES = 43_200;

  /** A day. */
  public static final int MOST_MINUTES = 1_440;

  /** The policy of a clinic that decided nothing. */
  public static final AppointmentPolicy STANDARD =
      new AppointmentPolicy(
          List.of(1_440), AfterEnd.LEAVE, 60, RsvpRule.WINDOW, AppointmentStatus.ARRIVED, 30);

  public AppointmentPolicy {
    reminderMinutes =
        reminderMinutes.stream().distinct().sorted(Comparator.reverseOrder()).toList();
  }

  /** Returns how long after the end the status changes. */
  public Duration grace() {
    return Duration.ofMinutes(afterEndMinutes);
  }

  /** Returns how long before the start the arrival window opens. */
  public Duration arrivalOpens() {
    return Duration.ofMinutes(arrivalMinutes);
  }
}
