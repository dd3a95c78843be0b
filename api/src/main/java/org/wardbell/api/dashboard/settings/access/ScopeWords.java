package org.wardbell.api.dashboard.settings.access;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.clinic.Role;
import org.wardbell.api.access.Caller;
import org.wardbell.api.dashboard.frame.Names;
import org.wardbell.api.problem.ProblemException;

/** The words of forms for where a right counts. */
@Component
final class ScopeWords {
  /** Stands for the whole installation in a form. */
  static final String ALL = "all";

  private final Names names;

  ScopeWords(Names names) {
    this.names = names;
  }

  /** Returns what a REST request says of the installation, or null. */
  static @Nullable Boolean installation(@Nullable String scope) {
    return ALL.equals(scope) ? Boolean.TRUE : null;
  }

  /** Returns what a REST request says of the clinic, or null for that of the caller. */
  static @Nullable String clinic(@Nullable String scope) {
    return scope == null || scope.isBlank() || scope.equals(ALL) ? null : scope;
  }

  /**
   * Requires that somebody who looks at all clinics says where a right is to count: the widest
   * place is nobody's slip.
   */
  static void requireChosen(@Nullable String scope, Caller caller) {
    if (caller.clinicId() == null && (scope == null || scope.isBlank())) {
      throw ProblemException.invalid("clinic", "is missing", "Choose where it counts.");
    }
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

  /** Returns where a right counts, in words. */
  String place(@Nullable UUID clinic) {
    return clinic == null ? "the whole installation" : names.clinic(clinic);
  }
}
