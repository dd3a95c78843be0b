package org.wardbell.workflows.calendar;

import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * The workflow that synchronizes one calendar with its appointments; the only writer of that
 * calendar. Its id is {@code calendar/<calendar id>}. It ends when the calendar is disconnected or
 * needs its doctor.
 */
@WorkflowInterface
public interface CalendarWorkflow {
  /** Type name: wire format. */
  String TYPE = "CalendarWorkflow";

  /** Signal name: wire format. */
  String WAKE = "wake";

  /** Synchronizes the calendar; continues as new before its history grows long. */
  @WorkflowMethod(name = TYPE)
  void synchronize(String calendarId);

  /** Tells that something changed, in Google or here: the workflow asks the database now. */
  @SignalMethod(name = WAKE)
  void wake();

  /** Returns the workflow's id for this calendar. */
  static String workflowId(Object calendarId) {
    return "calendar/" + calendarId;
  }
}
