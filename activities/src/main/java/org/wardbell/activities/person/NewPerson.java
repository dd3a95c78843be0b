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
 * @param stepsAway whether the person put the first steps of the overview away
 */
public record NewPerson(
    String email,
    String name,
    ZoneId timeZone,
    Locale language,
    boolean singleKeys,
    boolean stepsAway) {
  /** Returns the same with the first steps put away. */
  public NewPerson withStepsAway() {
    return new NewPerson(email, name, timeZone, language, singleKeys, true);
  }

  /** Returns the same with times in another zone. */
  public NewPerson in(ZoneId zone) {
    return new NewPerson(email, name, zone, language, singleKeys, stepsAway);
  }

  /** Hides who it is. */
  @Override
  public String toString() {
    return "NewPerson[hidden]";
  }
}
