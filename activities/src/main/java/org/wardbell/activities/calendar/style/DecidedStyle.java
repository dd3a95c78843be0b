package org.wardbell.activities.calendar.style;

/**
 * A style that counts, and who decided it.
 *
 * @param by whose own it is
 */
public record DecidedStyle(By by, EventStyle style) {
  /** The deciders; nobody decided the default. */
  public enum By {
    CALENDAR,
    CLINIC,
    DEFAULT
  }
}
