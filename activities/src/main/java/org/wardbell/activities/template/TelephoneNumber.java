package org.wardbell.activities.template;

import java.util.regex.Pattern;

/** Telephone numbers as people write them, brought near to E.164. */
final class TelephoneNumber {
  /** A trunk zero that is written for readers inside the country: +44 (0)7700 900123. */
  private static final Pattern TRUNK_ZERO = Pattern.compile("\\(0\\)");

  private static final Pattern NOT_A_DIGIT = Pattern.compile("[^0-9]");

  private TelephoneNumber() {}

  /**
   * Returns {@code +} and digits; only digits where no country code is given, because none can be
   * guessed.
   */
  static String compact(String number) {
    String trimmed = number.strip();
    String digits = NOT_A_DIGIT.matcher(TRUNK_ZERO.matcher(trimmed).replaceAll("")).replaceAll("");
    if (digits.isEmpty()) {
      return "";
    }
    if (trimmed.startsWith("+") || trimmed.startsWith("(+")) {
      return "+" + digits;
    }
    return digits.startsWith("00") ? "+" + digits.substring(2) : digits;
  }
}
