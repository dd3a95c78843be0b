package org.wardbell.api.json;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/**
 * The limits of numbers in an event's data. {@code 1e99999999} is ten characters, and a hundred
 * million digits for whoever calculates with it.
 */
public final class NumberLimits {
  /** What is wrong with a number beyond them. */
  public static final String PROBLEM =
      "has a number of more than 100 characters, or with an exponent beyond 300";

  private static final int MAXIMUM_CHARACTERS = 100;
  private static final int MAXIMUM_EXPONENT = 300;

  private NumberLimits() {}

  /**
   * Skips the rest of the object that the parser has just entered.
   *
   * @return whether all of its numbers keep the limits
   */
  public static boolean skip(JsonParser parser) {
    boolean kept = true;
    int depth = 1;
    while (depth > 0) {
      JsonToken token = parser.nextToken();
      switch (token) {
        case START_OBJECT, START_ARRAY -> depth++;
        case END_OBJECT, END_ARRAY -> depth--;
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> kept &= isKept(parser.getString());
        case null -> depth = 0; // The document broke off; the next step says so.
        default -> {}
      }
    }
    return kept;
  }

  /** Returns whether all numbers of a value keep the limits. */
  public static boolean areKept(JsonNode value) {
    return value.isNumber()
        ? isKept(value.toString())
        : value.valueStream().allMatch(NumberLimits::areKept);
  }

  private static boolean isKept(String number) {
    if (number.length() > MAXIMUM_CHARACTERS) {
      return false;
    }
    int at = Math.max(number.indexOf('e'), number.indexOf('E'));
    if (at < 0) {
      return true;
    }
    // As long as the number is, its exponent may still be too long for an int.
    double exponent = Double.parseDouble(number.substring(at + 1));
    return Math.abs(exponent) <= MAXIMUM_EXPONENT;
  }
}
