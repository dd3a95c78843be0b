package org.wardbell.api.dashboard.need;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The answer to whether anything of a clinic needs somebody, kept for a few seconds: every page
 * asks, for the dot of its icon.
 */
@Component
public final class NeedsKept {
  private final KeptForClinics<Boolean> kept;

  NeedsKept(OpenTroubles troubles) {
    this.kept = new KeptForClinics<>(troubles::any);
  }

  /** Returns whether anything of a clinic, or of all of them for null, needs somebody. */
  public boolean any(@Nullable UUID clinic) {
    return kept.of(clinic);
  }
}
