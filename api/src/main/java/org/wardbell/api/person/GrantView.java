package org.wardbell.api.person;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.person.Grant;

/** A role of a person. */
@Schema(name = "Grant")
public record GrantView(
    @Schema(description = "Absent for the installation, and so for each of its clinics.")
        @Nullable UUID clinicId,
    Role role) {
  static GrantView of(Grant grant) {
    return new GrantView(grant.clinicId(), grant.role());
  }
}
