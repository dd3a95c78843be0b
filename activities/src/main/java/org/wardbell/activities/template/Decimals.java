package org.wardbell.activities.template;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Numbers written in a pattern, with a dot and commas in every locale. */
final class Decimals {
  private Decimals() {}

  /**
   * Returns a number in a pattern of {@link DecimalFormat}, halves rounded away from zero.
   *
   * @throws IllegalArgumentException if it is no such pattern
   */
  static String format(String pattern, BigDecimal number) {
    DecimalFormat format =
        new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT));
    format.setRoundingMode(RoundingMode.HALF_UP);
    return format.format(number);
  }
}
