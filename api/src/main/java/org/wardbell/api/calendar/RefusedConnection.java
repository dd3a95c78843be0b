package org.wardbell.api.calendar;

import java.util.List;
import org.wardbell.activities.calendar.CalendarRefusal;
import org.wardbell.api.problem.FieldProblem;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/** The answer to a request whose calendar may not be connected: 409 with what to do next. */
final class RefusedConnection {
  private RefusedConnection() {}

  static ProblemException of(CalendarRefusal refusal) {
    FieldProblem problem =
        switch (refusal.reason()) {
          case ANOTHER_ACCOUNT ->
              new FieldProblem(
                  "google_calendar_id",
                  "is connected by the consent of a Google account, and this is not proven to be the same one",
                  "Let the doctor consent again with that account: POST /api/v1/calendars/connections. To take another account, give the calendar up first.");
        };
    return ProblemException.of(
        ProblemKind.CONFLICT, "The calendar was not connected; see errors.", List.of(problem));
  }
}
