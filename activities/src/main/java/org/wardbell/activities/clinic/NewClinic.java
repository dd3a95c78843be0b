package org.wardbell.activities.clinic;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A clinic before it is kept; already checked.
 *
 * @param name 1-200 characters, unique in the installation
 * @param email at most 254 characters (RFC 5321)
 * @param contactNumber at most 40 characters
 * @param address at most 500 characters
 * @param timeZone the clinic's days begin and end here
 * @param unregisteredTypes whether it posts {@code custom.*} types that nobody registered
 */
public record NewClinic(
    String name,
    @Nullable String email,
    @Nullable String contactNumber,
    @Nullable String address,
    ZoneId timeZone,
    boolean unregisteredTypes) {}
