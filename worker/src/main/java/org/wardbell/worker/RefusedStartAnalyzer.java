package org.wardbell.worker;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.wardbell.activities.database.RefusedStart;

/** The explanation of a refused start, as its message gives it, instead of a stack trace. */
final class RefusedStartAnalyzer extends AbstractFailureAnalyzer<RefusedStart> {
  @Override
  protected FailureAnalysis analyze(Throwable root, RefusedStart cause) {
    return new FailureAnalysis(String.valueOf(cause.getMessage()), null, cause);
  }
}
