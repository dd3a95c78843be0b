package org.wardbell.api.dashboard.appointment;

import org.wardbell.workflows.appointment.AppointmentStatus;

/**
 * The status of an appointment in words.
 *
 * @param style a class of the style sheet
 */
public record StatusWords(String style, String word) {
  /** Returns the words for a status. */
  public static StatusWords of(AppointmentStatus status) {
    return switch (status) {
      case PENDING -> new StatusWords("waiting", "Pending");
      case BOOKED -> new StatusWords("waiting", "Booked");
      case ARRIVED -> new StatusWords("waiting", "Arrived");
      case CHECKED_IN -> new StatusWords("delivered", "Checked in");
      case CHECKED_OUT -> new StatusWords("delivered", "Checked out");
      case CANCELLED -> new StatusWords("idle", "Cancelled");
      case INCOMPLETE -> new StatusWords("failed", "Incomplete");
      case NO_SHOW -> new StatusWords("refused", "No show");
    };
  }

  /** Returns the words for a stored name; what is unknown stays as it is. */
  static String word(String name) {
    for (AppointmentStatus each : AppointmentStatus.values()) {
      if (each.name().equals(name)) {
        return of(each).word();
      }
    }
    return name;
  }

  /** Returns what the button says that leads to a status. */
  public static String act(AppointmentStatus status) {
    return switch (status) {
      case PENDING -> "Set to pending";
      case BOOKED -> "Set to booked";
      case ARRIVED -> "Arrived";
      case CHECKED_IN -> "Check in";
      case CHECKED_OUT -> "Check out";
      case CANCELLED -> "Cancel appointment";
      case INCOMPLETE -> "Set to incomplete";
      case NO_SHOW -> "No show";
    };
  }
}
