package org.wardbell.workflows.appointment;

import org.jspecify.annotations.Nullable;

/** A patient, as the clinic's system names them. The text form hides everything. */
public record Patient(
    String id, @Nullable String name, @Nullable String email, @Nullable String contactNumber) {
  @Override
  public String toString() {
    return "Patient[hidden]";
  }
}
