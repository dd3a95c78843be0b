package org.wardbell.workflows.calendar;

import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Keeps one calendar and its appointments in step; the only writer for that calendar. Workflow id
 * {@code calendar/<calendar id>}. Ends when the calendar is given up or needs its doctor.
 */
@WorkflowInterface
public interface CalendarWorkflow {
  /** Type name: wire format. */
  String TYPE = "CalendarWorkflow";

  /** Signal name: wire format. */
  String WAKE = "wake";

  /** Minds the calendar; continues as new before its history grows long. */
  @WorkflowMethod(name = TYPE)
  void mind(String calendarId);

  /** Something changed, in Google or here: ask the database now. */
  @SignalMethod(name = WAKE)
  void wake();

  /** The workflow's id for this calendar. */
  static String workflowId(Object calendarId) {
    return "calendar/" + calendarId;
  }
}
