package org.wardbell.workflows.event;

import java.util.List;

/** The events a webhook wants: canonical types, {@code prefix.*} or {@code *}. */
public record Subscription(List<String> patterns) {
  /** Every event. */
  public static final String EVERYTHING = "*";

  private static final String WILDCARD = ".*";

  public Subscription {
    patterns = List.copyOf(patterns);
  }

  /** Returns whether one of the patterns fits. */
  public boolean matches(String type) {
    for (String pattern : patterns) {
      if (matches(pattern, type)) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether a pattern fits a canonical type. */
  public static boolean matches(String pattern, String type) {
    if (pattern.endsWith(WILDCARD)) {
      // The dot counts: bill.* is not billing.sent.
      return type.length() > pattern.length() - 1
          && type.startsWith(pattern.substring(0, pattern.length() - 1));
    }
    return pattern.equals(EVERYTHING) || pattern.equals(type);
  }
}
