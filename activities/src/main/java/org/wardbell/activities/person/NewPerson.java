package org.wardbell.activities.person;

import java.time.ZoneId;
import java.util.Locale;

/**
 * A person's own properties; already checked.
 *
 * @param email as it was written, at most 254 characters (RFC 5321, section 4.5.3.1.3)
 * @param name 1-120 characters
 * @param timeZone in which times are shown
 * @param language BCP 47
 * @param singleKeys whether single keys do something on pages
 */
public record NewPerson(
    String email, String name, ZoneId timeZone, Locale language, boolean singleKeys) {
  /** Hides who it is. */
  @Override
  public String toString() {
    return "NewPerson[hidden]";
  }
}
