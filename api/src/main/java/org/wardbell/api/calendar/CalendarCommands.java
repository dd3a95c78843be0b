package org.wardbell.api.calendar;

import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import org.wardbell.activities.calendar.CalendarRestart;
import org.wardbell.activities.calendar.CalendarRestarts;
import org.wardbell.activities.calendar.CalendarStore;
import org.wardbell.activities.calendar.CalendarView;
import org.wardbell.activities.calendar.CalendarWakes;
import org.wardbell.api.access.Caller;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/**
 * The commands on calendars that a caller sees, for REST and for pages; those of other clinics are
 * not found.
 */
@Component
public final class CalendarCommands {
  private final CalendarStore calendars;
  private final CalendarRestarts restarts;
  private final CalendarWakes wakes;

  CalendarCommands(CalendarStore calendars, CalendarRestarts restarts, CalendarWakes wakes) {
    this.calendars = calendars;
    this.restarts = restarts;
    this.wakes = wakes;
  }

  /** Returns a calendar, or ends the request with 404 or 403. */
  public CalendarView find(UUID id, Caller caller) {
    CalendarView found =
        calendars.find(id).orElseThrow(() -> ProblemException.notFound("calendar"));
    caller.requireSees(found.clinicId(), "calendar");
    return found;
  }

  /**
   * Gives a calendar up.
   *
   * @param condition sees it under its lock, and throws to leave it as it is
   */
  public void disconnect(UUID id, Consumer<CalendarView> condition, Caller caller) {
    calendars.disconnect(find(id, caller).clinicId(), id, condition, caller.origin());
    wakes.calendarChanged(id);
  }

  /**
   * Lets a calendar receive its doctor's new appointments.
   *
   * @param condition sees it under its lock, and throws to leave it as it is
   * @throws ProblemException 409 if it was given up
   */
  public void receive(UUID id, Consumer<CalendarView> condition, Caller caller) {
    if (!calendars.receive(find(id, caller).clinicId(), id, condition, caller.origin())) {
      throw ProblemException.of(
          ProblemKind.CONFLICT,
          "The calendar was given up and receives nothing. Connect it again first (POST"
              + " /api/v1/calendars).");
    }
  }

  /**
   * Lets a calendar go on with the permission that it has.
   *
   * @throws ProblemException 409 if it has none
   */
  public void resume(UUID id, Caller caller) {
    done(restarts.resume(find(id, caller).clinicId(), id, caller.origin()), id);
  }

  /**
   * Has a calendar compared as a whole.
   *
   * @throws ProblemException 409 if it is not kept in step, 429 if that was done too often
   */
  public void compare(UUID id, Caller caller) {
    done(restarts.compare(find(id, caller).clinicId(), id, caller.origin()), id);
  }

  private void done(CalendarRestart restart, UUID id) {
    switch (restart) {
      case CalendarRestart.Done() -> wakes.calendarChanged(id);
      case CalendarRestart.Unknown() -> throw ProblemException.notFound("calendar");
      case CalendarRestart.NeedsDoctor() ->
          throw ProblemException.of(
              ProblemKind.CONFLICT,
              "There is no permission of the doctor's to go on with. Connect the calendar again"
                  + " (POST /api/v1/calendars).");
      case CalendarRestart.NotLive() ->
          throw ProblemException.of(
              ProblemKind.CONFLICT,
              "The calendar is not kept in step at the moment. Resume it (POST"
                  + " /api/v1/calendars/{id}/resume) or connect it again; both compare it as a"
                  + " whole.");
      case CalendarRestart.TooOften(var wait) ->
          throw ProblemException.later(
              ProblemKind.TOO_MANY_REQUESTS,
              "The calendar was compared as a whole three times within the hour. Changes are read"
                  + " all the same.",
              wait);
    }
  }
}
