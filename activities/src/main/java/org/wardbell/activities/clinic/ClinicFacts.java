package org.wardbell.activities.clinic;

import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A clinic as templates see it.
 *
 * @param unregisteredTypes whether it posts {@code custom.*} types that nobody registered
 * @param isDefault whether requests that name no clinic mean it
 */
public record ClinicFacts(
    UUID id,
    String name,
    @Nullable String email,
    @Nullable String contactNumber,
    @Nullable String address,
    ZoneId timeZone,
    boolean unregisteredTypes,
    boolean isDefault) {
  /** Describes one that is to be named. */
  public ClinicFacts(
      UUID id,
      String name,
      @Nullable String email,
      @Nullable String contactNumber,
      @Nullable String address,
      ZoneId timeZone,
      boolean unregisteredTypes) {
    this(id, name, email, contactNumber, address, timeZone, unregisteredTypes, false);
  }
}
