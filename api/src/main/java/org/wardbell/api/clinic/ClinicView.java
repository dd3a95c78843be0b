package org.wardbell.api.clinic;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.clinic.ClinicFacts;

/** A clinic as it is shown. */
@Schema(name = "Clinic")
record ClinicView(
    UUID id,
    String name,
    @Nullable String email,
    @Nullable String contactNumber,
    @Nullable String address,
    String timeZone,
    boolean unregisteredTypes) {
  static ClinicView of(ClinicFacts clinic) {
    return new ClinicView(
        clinic.id(),
        clinic.name(),
        clinic.email(),
        clinic.contactNumber(),
        clinic.address(),
        clinic.timeZone().getId(),
        clinic.unregisteredTypes());
  }
}
