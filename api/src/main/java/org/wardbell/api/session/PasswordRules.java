package org.wardbell.api.session;

import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.wardbell.api.problem.FieldChecks;

/**
 * The rules for passwords: long, and not one that a guesser begins with (NIST SP 800-63B, 3.1.1).
 */
final class PasswordRules {
  static final int SHORTEST = 12;

  /** Longer ones would only cost more to hash. */
  static final int LONGEST = 128;

  /** Fewer different characters are a row of keys held down. */
  private static final int DIFFERENT = 5;

  private PasswordRules() {}

  /** Returns a password in the form in which it is hashed: however a keyboard composes letters. */
  static String normalized(String password) {
    return Normalizer.normalize(password, Normalizer.Form.NFKC);
  }

  /** JSON can carry the half of a pair of surrogates; it has no bytes that could be hashed. */
  private static boolean hasHalfACharacter(String text) {
    return text.codePoints()
        .anyMatch(codePoint -> Character.getType(codePoint) == Character.SURROGATE);
  }

  /** Returns a password that somebody typed to sign in; anything that could be one is. */
  static String typed(String field, @Nullable String value, FieldChecks checks) {
    if (value == null || value.isEmpty()) {
      checks.add(field, "is missing", "Give the password.");
      return "";
    }
    if (value.length() > 2 * LONGEST || hasHalfACharacter(value)) {
      checks.add(field, "is nobody's password: too long, or no text", "Give the password.");
      return "";
    }
    return normalized(value);
  }

  /**
   * Returns a new password.
   *
   * @param email of the person who will have it, which it must not be
   */
  static String chosen(
      String field, @Nullable String value, @Nullable String email, FieldChecks checks) {
    String password = value == null || hasHalfACharacter(value) ? "" : normalized(value);
    int length = password.codePointCount(0, password.length());
    if (length < SHORTEST || length > LONGEST) {
      checks.add(
          field,
          "is not " + SHORTEST + " to " + LONGEST + " characters long",
          "Choose a longer one: several words are easy to keep in mind.");
    } else if (password.codePoints().distinct().count() < DIFFERENT) {
      checks.add(field, "repeats itself", "Choose at least five different characters.");
    } else if (email != null
        && password.toLowerCase(Locale.ROOT).contains(email.toLowerCase(Locale.ROOT))) {
      checks.add(field, "contains the e-mail address", "Choose one that nobody can look up.");
    }
    return password;
  }
}
