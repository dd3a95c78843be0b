package org.wardbell.workflows.appointment;

/** Who changed an appointment. Names are stored and shown in lower case. */
public enum ChangeSource {
  GOOGLE,
  API,
  USER
}
