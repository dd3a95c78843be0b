package org.wardbell.activities.appointment;

import org.jspecify.annotations.Nullable;

/**
 * A doctor as a request names them.
 *
 * @param reference the clinic's own id of the doctor, or ours; 1-120 characters
 * @param name the new name, or null to leave it; likewise the others
 */
public record DoctorMention(
    String reference,
    @Nullable String name,
    @Nullable String email,
    @Nullable String contactNumber) {

  /** Returns a mention that changes nothing about the doctor. */
  public static DoctorMention of(String reference) {
    return new DoctorMention(reference, null, null, null);
  }
}
