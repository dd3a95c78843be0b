package org.wardbell.activities.calendar.style;

/**
 * What events say, and who decided it.
 *
 * @param by whose own it is
 */
public record DecidedStyle(By by, EventStyle style) {
  /** Those who decide, and the default. */
  public enum By {
    CALENDAR,
    CLINIC,
    DEFAULT
  }
}
