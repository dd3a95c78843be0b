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

  /**
   * Returns the form as it was sent.
   *
   * @param open the box for unregistered types; absent if it is not ticked
   * @param revision null for a new clinic
   */
  static ClinicForm sent(
      @Nullable String name,
      @Nullable String email,
      @Nullable String contactNumber,
      @Nullable String address,
      @Nullable String timeZone,
      @Nullable String open,
      @Nullable String revision) {
    return new ClinicForm(
        Addresses.shown(name),
        Addresses.shown(email),
        Addresses.shown(contactNumber),
        Addresses.shown(address),
        Addresses.shown(timeZone),
        open != null,
        Addresses.shown(revision),
        FormProblems.NONE);
  }

  static ClinicForm of(ClinicView clinic) {
    return new ClinicForm(
        clinic.name(),
        Addresses.shown(clinic.email()),
        Addresses.shown(clinic.contactNumber()),
        Addresses.shown(clinic.address()),
        clinic.timeZone(),
        clinic.unregisteredTypes(),
        clinic.revision(),
        FormProblems.NONE);
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
