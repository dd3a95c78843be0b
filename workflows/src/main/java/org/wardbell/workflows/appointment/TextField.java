package org.wardbell.workflows.appointment;

/**
 * A text of an event that the clinic may write, or what can be said as a text. Names are stored, so
 * never rename one. A new field is one more constant here, its place in Google's event, and its
 * text for an appointment.
 */
public enum TextField {
  TITLE(true),
  DESCRIPTION(true),
  LOCATION(false),
  COLOUR(false),
  /** In words: {@code popup:10,email:60}, {@code none}; empty for the calendar's own. */
  REMINDERS(false);

  private final boolean ofPatient;

  TextField(boolean ofPatient) {
    this.ofPatient = ofPatient;
  }

  /**
   * Returns whether the text may speak of the patient whatever the clinic writes there: then
   * another patient does not get it.
   */
  public boolean isOfPatient() {
    return ofPatient;
  }
}
