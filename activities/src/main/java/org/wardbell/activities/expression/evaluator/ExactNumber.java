package org.wardbell.activities.expression.evaluator;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * A number of a document that a double would change: a whole number beyond 2^53, or a decimal whose
 * zeros would be lost, such as 10.00. It is passed on as it was written, compared exactly, and
 * refuses to be a double where that would be another number.
 */
public final class ExactNumber extends Number {
  /** Beyond this a double does not know every whole number. */
  public static final double WHOLE_NUMBERS = 9_007_199_254_740_992.0;

  /** A double knows so many decimal digits. */
  private static final int DIGITS_OF_A_DOUBLE = 17;

  /** Nobody's id or amount has more. */
  private static final int MAXIMUM_DIGITS = 1_000;

  private static final BigDecimal LIMIT = new BigDecimal(WHOLE_NUMBERS);

  private final BigDecimal value;

  private ExactNumber(BigDecimal value) {
    this.value = value;
  }

  /**
   * Returns a number as JSONata calculates with it, or one of these where that would change it.
   *
   * @throws OutOfBounds if it has more than a thousand digits, written out
   */
  public static Number of(BigDecimal written) {
    if (written.precision() > MAXIMUM_DIGITS || Math.abs(written.scale()) > MAXIMUM_DIGITS) {
      throw new OutOfBounds("a number has too many digits");
    }
    BigDecimal value = written.scale() < 0 ? written.setScale(0) : written;
    if (value.scale() == 0 && value.abs().compareTo(LIMIT) < 0) {
      return plain(value.longValue());
    }
    double near = value.doubleValue();
    if (value.scale() > 0 && near != Math.rint(near)) {
      BigDecimal shown = new BigDecimal(Double.toString(near));
      // 10.50 is to stay 10.50.
      if (shown.scale() == value.scale() && shown.compareTo(value) == 0) {
        return near;
      }
    }
    return new ExactNumber(value);
  }

  private static Number plain(long whole) {
    if (whole == (int) whole) {
      return (int) whole;
    }
    return whole;
  }

  /** Compares two numbers, of which one is exact. */
  public static int compare(Number one, Number other) {
    return decimal(one).compareTo(decimal(other));
  }

  /**
   * Returns the exact result of adding, subtracting, multiplying or dividing two whole numbers, or
   * null where the library calculates as well.
   */
  public static @Nullable Number calculate(Number one, String operator, Number other) {
    if (!isWhole(one) || !isWhole(other)) {
      return null;
    }
    BigDecimal left = decimal(one);
    BigDecimal right = decimal(other);
    BigDecimal result =
        switch (operator) {
          case "+" -> left.add(right);
          case "-" -> left.subtract(right);
          case "*" -> left.multiply(right);
          case "%" -> right.signum() == 0 ? null : left.remainder(right);
          default -> quotient(left, right);
        };
    if (result == null) {
      return null;
    }
    if (result.precision() > MAXIMUM_DIGITS) {
      throw new OutOfBounds("a number grows too large");
    }
    return of(result.setScale(0, RoundingMode.UNNECESSARY));
  }

  /** Returns the quotient of which nothing is left, or null. */
  private static @Nullable BigDecimal quotient(BigDecimal left, BigDecimal right) {
    if (right.signum() == 0) {
      return null;
    }
    BigDecimal[] parts = left.divideAndRemainder(right);
    return parts[1].signum() == 0 ? parts[0] : null;
  }

  private static boolean isWhole(Number number) {
    return switch (number) {
      case Integer _, Long _ -> true;
      case ExactNumber exact -> exact.isWhole();
      default -> false;
    };
  }

  private boolean isWhole() {
    return value.scale() <= 0 || value.stripTrailingZeros().scale() <= 0;
  }

  private static BigDecimal decimal(Number number) {
    return switch (number) {
      case ExactNumber exact -> exact.value;
      case Double real -> BigDecimal.valueOf(real);
      default -> BigDecimal.valueOf(number.longValue());
    };
  }

  /**
   * @throws OutOfBounds if that would be another number
   */
  @Override
  public double doubleValue() {
    boolean kept =
        isWhole()
            ? value.abs().compareTo(LIMIT) <= 0
                || new BigDecimal(value.doubleValue()).compareTo(value) == 0
            : value.precision() <= DIGITS_OF_A_DOUBLE;
    if (!kept) {
      throw new OutOfBounds("a number has more digits than it can calculate with");
    }
    return value.doubleValue();
  }

  @Override
  public long longValue() {
    return (long) doubleValue();
  }

  @Override
  public int intValue() {
    return (int) doubleValue();
  }

  @Override
  public float floatValue() {
    return (float) doubleValue();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ExactNumber number && number.value.compareTo(value) == 0;
  }

  @Override
  public int hashCode() {
    return value.stripTrailingZeros().hashCode();
  }

  /** Returns it as it was written, never as plain digits: 1e300 has four characters. */
  @Override
  public String toString() {
    return value.toString();
  }
}
