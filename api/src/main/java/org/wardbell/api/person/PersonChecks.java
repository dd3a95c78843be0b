package org.wardbell.api.person;

import java.time.ZoneId;
import java.util.IllformedLocaleException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.person.EmailAddress;
import org.wardbell.activities.person.NewPerson;
import org.wardbell.api.problem.FieldChecks;

/** The checks of what is said of a person. */
final class PersonChecks {
  private static final int LONGEST_NAME = 120;

  /** RFC 5646, section 4.4.1: longer tags need not be kept. */
  private static final int LONGEST_LANGUAGE = 35;

  private PersonChecks() {}

  static NewPerson properties(PersonRequest request, FieldChecks checks) {
    return new NewPerson(
        email(checks.text("email", request.email(), EmailAddress.LONGEST), checks),
        checks.text("name", request.name(), LONGEST_NAME),
        checks.zone("time_zone", request.timeZone(), ZoneId.systemDefault()),
        language(request.language(), Locale.ENGLISH, checks));
  }

  /** Returns what a person will be, with what the request leaves out as it was. */
  static NewPerson properties(PersonChange request, NewPerson before, FieldChecks checks) {
    return new NewPerson(
        request.email() == null
            ? before.email()
            : email(checks.text("email", request.email(), EmailAddress.LONGEST), checks),
        request.name() == null ? before.name() : checks.text("name", request.name(), LONGEST_NAME),
        checks.zone("time_zone", request.timeZone(), before.timeZone()),
        language(request.language(), before.language(), checks));
  }

  private static String email(String typed, FieldChecks checks) {
    if (!typed.isEmpty() && EmailAddress.normalized(typed).isEmpty()) {
      checks.add("email", "is not an e-mail address", "Write it like ann@clinic.example.");
    }
    return typed.strip();
  }

  private static Locale language(@Nullable String tag, Locale otherwise, FieldChecks checks) {
    if (tag == null) {
      return otherwise;
    }
    try {
      Locale language = new Locale.Builder().setLanguageTag(tag).build();
      if (!language.getLanguage().isEmpty() && tag.length() <= LONGEST_LANGUAGE) {
        return language;
      }
    } catch (IllformedLocaleException noTag) {
      // Said below.
    }
    checks.add("language", "is not a language (BCP 47)", "Write it like de or en-GB.");
    return otherwise;
  }
}
