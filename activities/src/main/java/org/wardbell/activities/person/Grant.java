package org.wardbell.activities.person;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.clinic.Role;

/**
 * A role that a person has somewhere.
 *
 * @param clinicId the clinic, or null for the installation
 */
public record Grant(@Nullable UUID clinicId, Role role) {}
