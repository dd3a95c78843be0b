package org.wardbell.api.appointment;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.appointment.AppointmentList;
import org.wardbell.api.page.PageRequest;
import org.wardbell.workflows.appointment.Appointment;

/** The cursor of the list of appointments: the start and the id of the last one of a page. */
public final class AppointmentCursor {
  private static final String BETWEEN = "_";

  private AppointmentCursor() {}

  /** Returns the cursor that goes on after an appointment. */
  public static String of(Appointment appointment) {
    return appointment.slot().start() + BETWEEN + appointment.id();
  }

  /** Returns the place after which a page begins, or null for the first page. */
  public static AppointmentList.@Nullable Position read(PageRequest page) {
    String cursor = page.cursor();
    if (cursor == null) {
      return null;
    }
    String[] parts = cursor.split(BETWEEN, -1);
    try {
      if (parts.length == 2) {
        return new AppointmentList.Position(Instant.parse(parts[0]), UUID.fromString(parts[1]));
      }
    } catch (DateTimeException | IllegalArgumentException notOurs) {
      // Said below.
    }
    throw PageRequest.badCursor();
  }
}
