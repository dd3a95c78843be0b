package org.wardbell.api.webhook;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.api.access.Caller;
import org.wardbell.api.clinic.RequestedClinic;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/** The choice of whose webhooks a request is about: a clinic's, or the global ones. */
@Component
public final class WebhookOwner {
  private final RequestedClinic clinics;

  WebhookOwner(RequestedClinic clinics) {
    this.clinics = clinics;
  }

  /**
   * Returns the clinic, or null for global webhooks.
   *
   * @param global whether global ones are asked for
   * @param clinic the request's {@code clinic} as it was sent, or null
   * @throws ProblemException 403 or 422 if this caller cannot have them
   */
  public @Nullable UUID of(Caller caller, @Nullable Boolean global, @Nullable String clinic) {
    if (!Boolean.TRUE.equals(global)) {
      return clinics.of(caller, clinic);
    }
    if (!caller.isInstallation()) {
      throw ProblemException.of(
          ProblemKind.FORBIDDEN, "Global webhooks need a key of the installation.");
    }
    if (clinic != null) {
      throw ProblemException.invalid("clinic", "contradicts global", "Leave one of the two out.");
    }
    return null;
  }
}
