package org.wardbell.activities.appointment;

import org.jspecify.annotations.Nullable;

/**
 * A doctor as a request names them.
 *
 * @param reference the clinic's own id of the doctor, or ours; 1-120 characters
 * @param name what is new about them, or null to leave it; likewise the others
 */
public record DoctorMention(
    String reference,
    @Nullable String name,
    @Nullable String email,
    @Nullable String contactNumber) {

  /** Only the id. */
  public static DoctorMention of(String reference) {
    return new DoctorMention(reference, null, null, null);
  }
}
