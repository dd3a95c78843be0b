package org.wardbell.api.dashboard.settings.access;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.clinic.ClinicStore;
import org.wardbell.activities.clinic.Role;

/** The words of forms for where a right counts. */
@Component
final class ScopeWords {
  /** Stands for the whole installation in a form. */
  static final String ALL = "all";

  private final ClinicStore clinics;

  ScopeWords(ClinicStore clinics) {
    this.clinics = clinics;
  }

  /** Returns what a REST request says of the installation, or null. */
  static @Nullable Boolean installation(@Nullable String scope) {
    return ALL.equals(scope) ? Boolean.TRUE : null;
  }

  /** Returns what a REST request says of the clinic, or null for that of the caller. */
  static @Nullable String clinic(@Nullable String scope) {
    return scope == null || scope.isBlank() || scope.equals(ALL) ? null : scope;
  }

  /** Returns the role with a name, or null. */
  static @Nullable Role role(@Nullable String name) {
    for (Role role : Role.values()) {
      if (role.name().equals(name)) {
        return role;
      }
    }
    return null;
  }

  /** Returns the names of clinics, by their ids. */
  Map<UUID, String> names(Collection<@Nullable UUID> ids) {
    return clinics.names(ids.stream().filter(Objects::nonNull).distinct().toList());
  }

  /** Returns where a right counts, in words. */
  static String place(@Nullable UUID clinic, Map<UUID, String> names) {
    return clinic == null
        ? "the whole installation"
        : names.getOrDefault(clinic, clinic.toString());
  }
}
