package org.wardbell.activities.clinic;

/**
 * The permissions of an API key or a person, from least to most. Names are stored and shown; never
 * rename one. Without a clinic a role counts in the whole installation.
 */
public enum Role {
  /** Look at events, deliveries, webhooks, calendars and appointments. */
  READER,
  /** May also post events and change appointments. */
  WRITER,
  /** May also change webhooks, calendars, keys and people; without a clinic, also make clinics. */
  ADMIN;

  /** Returns whether this role may do what {@code needed} may do. */
  public boolean covers(Role needed) {
    return compareTo(needed) >= 0;
  }
}
