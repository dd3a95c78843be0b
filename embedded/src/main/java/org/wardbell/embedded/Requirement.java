package org.wardbell.embedded;

/**
 * One thing that the server needs from the machine, as looked at now.
 *
 * @param name the needed thing
 * @param met whether it is there, or will be fetched by itself at the first start
 * @param found the finding, for a person
 * @param cure how to get it; empty when met
 */
public record Requirement(String name, boolean met, String found, String cure) {
  /** Returns a requirement that is met. */
  public static Requirement met(String name, String found) {
    return new Requirement(name, true, found, "");
  }

  /** Returns a requirement that is not met. */
  public static Requirement unmet(String name, String found, String cure) {
    return new Requirement(name, false, found, cure);
  }
}
