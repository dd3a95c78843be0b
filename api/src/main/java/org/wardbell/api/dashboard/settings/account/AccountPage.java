package org.wardbell.api.dashboard.settings.account;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.person.Person;
import org.wardbell.api.dashboard.signin.FormProblems;
import org.wardbell.api.session.SecondFactorCommands;

/**
 * The content of a person's own page.
 *
 * @param form which of its forms was refused, or nothing
 * @param secret of a second factor that was just begun and is shown this once, or null
 * @param recoveryCodes that are shown this once; empty otherwise
 */
public record AccountPage(
    Person person,
    String name,
    String timeZone,
    String language,
    boolean singleKeys,
    String form,
    FormProblems problems,
    SecondFactorCommands.@Nullable Secret secret,
    List<String> recoveryCodes) {
  public AccountPage {
    recoveryCodes = List.copyOf(recoveryCodes);
  }

  static AccountPage of(Person person) {
    return new AccountPage(
        person,
        person.properties().name(),
        person.properties().timeZone().getId(),
        person.properties().language().toLanguageTag(),
        person.properties().singleKeys(),
        "",
        FormProblems.NONE,
        null,
        List.of());
  }

  /** Returns the page with one of its forms as it was typed, refused. */
  AccountPage refused(
      String typedName, String zone, String tag, boolean keys, String which, FormProblems why) {
    return new AccountPage(person, typedName, zone, tag, keys, which, why, null, List.of());
  }

  AccountPage refused(String which, FormProblems why) {
    return refused(name, timeZone, language, singleKeys, which, why);
  }

  AccountPage begun(SecondFactorCommands.Secret made, String which, FormProblems why) {
    return new AccountPage(
        person, name, timeZone, language, singleKeys, which, why, made, recoveryCodes);
  }

  AccountPage confirmed(List<String> codes) {
    return new AccountPage(
        person, name, timeZone, language, singleKeys, form, problems, null, codes);
  }

  /** Returns the problems of one of the forms. */
  public FormProblems problems(String which) {
    return which.equals(form) ? problems : FormProblems.NONE;
  }

  /** Hides who it is. */
  @Override
  public String toString() {
    return "AccountPage[hidden]";
  }
}
