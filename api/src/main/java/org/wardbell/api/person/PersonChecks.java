package org.wardbell.api.person;

import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.person.EmailAddress;
import org.wardbell.activities.person.NewPerson;
import org.wardbell.api.problem.FieldChecks;

/** The checks of what is said of a person. */
public final class PersonChecks {
  private static final int LONGEST_NAME = 120;

  private PersonChecks() {}

  static NewPerson properties(PersonRequest request, FieldChecks checks) {
    return properties(
        request.email(), request.name(), request.timeZone(), request.language(), checks);
  }

  /** Returns a person to be made; a zone that is left out is the server's, a language English. */
  public static NewPerson properties(
      @Nullable String email,
      @Nullable String name,
      @Nullable String timeZone,
      @Nullable String language,
      FieldChecks checks) {
    return new NewPerson(
        email(checks.text("email", email, EmailAddress.LONGEST), checks),
        checks.text("name", name, LONGEST_NAME),
        checks.zone("time_zone", timeZone, ZoneId.systemDefault()),
        checks.language("language", language, Locale.ENGLISH),
        true,
        false);
  }

  /** Returns what a person will be, with what the request leaves out as it was. */
  public static NewPerson properties(PersonChange request, NewPerson before, FieldChecks checks) {
    return new NewPerson(
        request.email() == null
            ? before.email()
            : email(checks.text("email", request.email(), EmailAddress.LONGEST), checks),
        request.name() == null ? before.name() : checks.text("name", request.name(), LONGEST_NAME),
        checks.zone("time_zone", request.timeZone(), before.timeZone()),
        checks.language("language", request.language(), before.language()),
        request.singleKeys() == null ? before.singleKeys() : request.singleKeys(),
        before.stepsAway());
  }

  private static String email(String typed, FieldChecks checks) {
    if (!typed.isEmpty() && EmailAddress.normalized(typed).isEmpty()) {
      checks.add("email", "is not an e-mail address", "Write it like ann@clinic.example.");
    }
    return typed.strip();
  }
}
