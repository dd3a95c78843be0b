package org.wardbell.activities.clinic;

import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A clinic as templates see it. */
public record ClinicFacts(
    UUID id,
    String name,
    @Nullable String email,
    @Nullable String contactNumber,
    @Nullable String address,
    ZoneId timeZone) {}
