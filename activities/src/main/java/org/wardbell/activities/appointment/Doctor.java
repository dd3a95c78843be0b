package org.wardbell.activities.appointment;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A doctor as events show them.
 *
 * @param externalId the clinic system's id, unique in its clinic
 */
public record Doctor(
    UUID id,
    UUID clinicId,
    String externalId,
    @Nullable String name,
    @Nullable String email,
    @Nullable String contactNumber) {}
