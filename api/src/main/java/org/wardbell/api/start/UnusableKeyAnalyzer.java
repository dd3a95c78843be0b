package org.wardbell.api.start;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.wardbell.activities.clinic.UnusableAdministratorKey;

/** The explanation of a failed start in two lines, instead of a stack trace. */
final class UnusableKeyAnalyzer extends AbstractFailureAnalyzer<UnusableAdministratorKey> {
  @Override
  protected FailureAnalysis analyze(Throwable root, UnusableAdministratorKey cause) {
    return new FailureAnalysis(
        cause.getMessage(), "Set a longer key, or unset the variable to have one made.", cause);
  }
}
