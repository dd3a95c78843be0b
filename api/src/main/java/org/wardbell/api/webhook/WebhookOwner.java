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
    return Boolean.TRUE.equals(global)
        ? global(caller, clinic, "clinic")
        : clinics.of(caller, clinic);
  }

  /**
   * Returns the same for a request that names its clinic in its address.
   *
   * @param clinic the parameter {@code clinic_id} as it was sent, or null
   */
  public @Nullable UUID ofParameter(
      Caller caller, @Nullable Boolean global, @Nullable String clinic) {
    return Boolean.TRUE.equals(global)
        ? global(caller, clinic, "clinic_id")
        : clinics.ofParameter(caller, clinic);
  }

  private static @Nullable UUID global(Caller caller, @Nullable String clinic, String field) {
    if (!caller.isInstallation()) {
      throw ProblemException.of(
          ProblemKind.FORBIDDEN, "Global webhooks need a key of the installation.");
    }
    if (clinic != null) {
      throw ProblemException.invalid(field, "contradicts global", "Leave one of the two out.");
    }
    return null;
  }
}
