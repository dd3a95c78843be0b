package org.wardbell.api.access;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import org.wardbell.activities.clinic.ClinicFacts;
import org.wardbell.activities.clinic.ClinicStore;

/** The clinics that exist. One that was found is remembered, because none is ever removed. */
@Component
public final class KnownClinics {
  /** More clinics than one installation has; beyond it each request asks the database. */
  private static final int MAXIMUM_REMEMBERED = 10_000;

  private final ClinicStore clinics;
  private final Set<UUID> existing = ConcurrentHashMap.newKeySet();

  /** Once there are several, there are for ever. */
  private volatile boolean several;

  KnownClinics(ClinicStore clinics) {
    this.clinics = clinics;
  }

  /** Returns the clinic of an installation that has exactly one. */
  public Optional<ClinicFacts> only() {
    if (several) {
      return Optional.empty();
    }
    List<ClinicFacts> first = clinics.list(null, null, 2);
    several = first.size() > 1;
    return first.size() == 1 ? Optional.of(first.getFirst()) : Optional.empty();
  }

  /** Returns whether there is a clinic with this id. */
  public boolean exists(UUID id) {
    if (existing.contains(id)) {
      return true;
    }
    boolean found = clinics.find(id).isPresent();
    if (found && existing.size() < MAXIMUM_REMEMBERED) {
      existing.add(id);
    }
    return found;
  }
}
