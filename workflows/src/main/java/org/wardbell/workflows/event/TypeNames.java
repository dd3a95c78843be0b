package org.wardbell.workflows.event;

import java.util.regex.Pattern;

/** The rules for names of a clinic's own types. */
public final class TypeNames {
  /** The audit trail names a type behind a word of its own, in 120 characters. */
  public static final int MAXIMUM_CHARACTERS = 100;

  /** The namespace in which a clinic may also post unregistered types. */
  public static final String CUSTOM_PREFIX = "custom.";

  private static final Pattern DOTTED = Pattern.compile("[a-z][a-z0-9_]*(?:\\.[a-z][a-z0-9_]*)+");

  private TypeNames() {}

  /** Returns whether this is a dotted name in small letters, digits and underscores. */
  public static boolean isDotted(String name) {
    return name.length() <= MAXIMUM_CHARACTERS && DOTTED.matcher(name).matches();
  }

  /** Returns whether this is a dotted name in the namespace {@code custom}. */
  public static boolean isCustom(String name) {
    return name.startsWith(CUSTOM_PREFIX) && isDotted(name);
  }

  /**
   * Returns whether the name is reserved for Wardbell's own events, about webhooks and deliveries.
   */
  public static boolean isReserved(String name) {
    return name.startsWith("webhook.") || name.startsWith("delivery.");
  }
}
