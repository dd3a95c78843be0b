package org.wardbell.simulator.google.calendar;

/** The rights of an account on a calendar, the least first (guide "Calendar sharing"). */
public enum Role {
  FREE_BUSY_READER("freeBusyReader"),
  READER("reader"),
  WRITER("writer"),
  OWNER("owner");

  private final String wireName;

  Role(String wireName) {
    this.wireName = wireName;
  }

  public String wireName() {
    return wireName;
  }

  /** Returns true for this role and for those that may do more. */
  public boolean isAtLeast(Role other) {
    return compareTo(other) >= 0;
  }

  public static Role named(String wireName) {
    for (Role role : values()) {
      if (role.wireName.equals(wireName)) {
        return role;
      }
    }
    throw new IllegalArgumentException(
        "role " + wireName + " is unknown; freeBusyReader, reader, writer and owner are known");
  }
}
