package org.wardbell.workflows.appointment;

import org.jspecify.annotations.Nullable;

/** A patient, as the clinic's system names them. The text form hides everything. */
public record Patient(
    String id, @Nullable String name, @Nullable String email, @Nullable String contactNumber) {
  /** Returns whether a calendar's guest of this address would be the same person as that one's. */
  public boolean isSameGuest(Patient other) {
    return id.equals(other.id)
        && (email == null ? other.email == null : email.equalsIgnoreCase(other.email));
  }

  @Override
  public String toString() {
    return "Patient[hidden]";
  }
}
