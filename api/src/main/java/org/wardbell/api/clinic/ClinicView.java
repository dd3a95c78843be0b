package org.wardbell.api.clinic;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.clinic.ClinicFacts;
import org.wardbell.api.change.Revised;
import org.wardbell.api.change.Revisions;

/** A clinic as it is shown. */
@Schema(name = "Clinic")
public record ClinicView(
    UUID id,
    String name,
    @Nullable String email,
    @Nullable String contactNumber,
    @Nullable String address,
    String timeZone,
    boolean unregisteredTypes,
    @Schema(description = "Whether requests that name no clinic mean it, whatever its name.")
        boolean isDefault)
    implements Revised {
  public static ClinicView of(ClinicFacts clinic) {
    return new ClinicView(
        clinic.id(),
        clinic.name(),
        clinic.email(),
        clinic.contactNumber(),
        clinic.address(),
        clinic.timeZone().getId(),
        clinic.unregisteredTypes(),
        clinic.isDefault());
  }

  @Override
  public String revision() {
    return Revisions.of(name, email, contactNumber, address, timeZone, unregisteredTypes);
  }
}
