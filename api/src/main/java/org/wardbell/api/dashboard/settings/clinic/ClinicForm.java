package org.wardbell.api.dashboard.settings.clinic;

import org.jspecify.annotations.Nullable;
import org.wardbell.api.clinic.ClinicRequest;
import org.wardbell.api.clinic.ClinicView;
import org.wardbell.api.dashboard.frame.Addresses;
import org.wardbell.api.dashboard.signin.FormProblems;

/**
 * The form of a clinic, as it was typed.
 *
 * @param revision of the clinic that is changed; empty for a new one
 */
public record ClinicForm(
    String name,
    String email,
    String contactNumber,
    String address,
    String timeZone,
    boolean unregisteredTypes,
    String revision,
    FormProblems problems) {
  static ClinicForm empty(String timeZone) {
    return new ClinicForm("", "", "", "", timeZone, false, "", FormProblems.NONE);
  }

  static ClinicForm of(ClinicView clinic) {
    return new ClinicForm(
        clinic.name(),
        text(clinic.email()),
        text(clinic.contactNumber()),
        text(clinic.address()),
        clinic.timeZone(),
        clinic.unregisteredTypes(),
        clinic.revision(),
        FormProblems.NONE);
  }

  static String text(@Nullable String typed) {
    return typed == null ? "" : typed;
  }

  ClinicForm refused(FormProblems why) {
    return new ClinicForm(
        name, email, contactNumber, address, timeZone, unregisteredTypes, revision, why);
  }

  /** Returns the request that REST would get. */
  ClinicRequest request() {
    return new ClinicRequest(
        name,
        Addresses.typed(email),
        Addresses.typed(contactNumber),
        Addresses.typed(address),
        Addresses.typed(timeZone),
        unregisteredTypes);
  }
}
