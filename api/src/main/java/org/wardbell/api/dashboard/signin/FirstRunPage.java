package org.wardbell.api.dashboard.signin;

import java.time.ZoneId;
import org.wardbell.api.dashboard.frame.Addresses;
import org.wardbell.api.session.FirstPersonForm;

/**
 * The content of the first person's page: what was typed, but for key and password.
 *
 * @param isEmpty whether nothing was sent yet
 */
public record FirstRunPage(
    String name,
    String email,
    String clinic,
    String timeZone,
    boolean isEmpty,
    FormProblems problems) {

  static FirstRunPage empty() {
    return new FirstRunPage("", "", "", ZoneId.systemDefault().getId(), true, FormProblems.NONE);
  }

  static FirstRunPage refused(FirstPersonForm form, FormProblems problems) {
    return new FirstRunPage(
        Addresses.shown(form.name()),
        Addresses.shown(form.email()),
        Addresses.shown(form.clinic()),
        Addresses.shown(form.timeZone()),
        false,
        problems);
  }

  /** Hides who it is. */
  @Override
  public String toString() {
    return "FirstRunPage[hidden]";
  }
}
