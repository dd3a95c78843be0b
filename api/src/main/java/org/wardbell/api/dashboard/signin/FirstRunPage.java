package org.wardbell.api.dashboard.signin;

import java.time.ZoneId;
import java.util.List;
import org.wardbell.api.dashboard.frame.Addresses;
import org.wardbell.api.dashboard.frame.TimeZones;
import org.wardbell.api.session.FirstPersonForm;

/**
 * The content of the first person's page: what was typed, but for key and password.
 *
 * @param zones all that can be chosen (IANA)
 */
public record FirstRunPage(
    String name,
    String email,
    String clinic,
    String timeZone,
    List<String> zones,
    FormProblems problems) {
  public FirstRunPage {
    zones = List.copyOf(zones);
  }

  static FirstRunPage empty() {
    return new FirstRunPage(
        "", "", "", ZoneId.systemDefault().getId(), TimeZones.all(), FormProblems.NONE);
  }

  static FirstRunPage refused(FirstPersonForm form, FormProblems problems) {
    return new FirstRunPage(
        Addresses.shown(form.name()),
        Addresses.shown(form.email()),
        Addresses.shown(form.clinic()),
        Addresses.shown(form.timeZone()),
        TimeZones.all(),
        problems);
  }

  /** Hides who it is. */
  @Override
  public String toString() {
    return "FirstRunPage[hidden]";
  }
}
