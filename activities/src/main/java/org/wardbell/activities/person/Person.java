package org.wardbell.activities.person;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.clinic.Role;

/**
 * A person as kept.
 *
 * @param passwordHash with its parameters, or null until a first password was set
 * @param epoch sessions that began in an earlier one are over
 * @param secondFactor whether a sign-in needs a one-time code
 * @param signedInAt when a password was last right, or null
 * @param grants where the person has which role; those of the installation first
 */
public record Person(
    UUID id,
    NewPerson properties,
    @Nullable String passwordHash,
    long epoch,
    boolean secondFactor,
    Instant createdAt,
    @Nullable Instant signedInAt,
    List<Grant> grants) {
  public Person {
    grants = List.copyOf(grants);
  }

  /** Returns the one clinic that all roles are in, or null if they are in several, or elsewhere. */
  public @Nullable UUID onlyClinic() {
    return grants.size() == 1 ? grants.getFirst().clinicId() : null;
  }

  /** Returns whether there is a role in that clinic itself. */
  public boolean isIn(UUID clinic) {
    return grants.stream().anyMatch(grant -> clinic.equals(grant.clinicId()));
  }

  /**
   * Returns the role that counts in a clinic, or in the installation for null: one in the
   * installation is one in each of its clinics, and the greater one counts.
   */
  public Optional<Role> roleIn(@Nullable UUID clinic) {
    return grants.stream()
        .filter(grant -> grant.clinicId() == null || grant.clinicId().equals(clinic))
        .map(Grant::role)
        .max(Role::compareTo);
  }

  /** Hides who it is. */
  @Override
  public String toString() {
    return "Person[" + id + "]";
  }
}
