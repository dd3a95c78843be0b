package org.wardbell.activities.clinic;

/**
 * What an API key may do, from least to most. Names are stored and shown; never rename one. A key
 * without a clinic has its role for the whole installation.
 */
public enum Role {
  /** Look at events, deliveries, webhooks, calendars and appointments. */
  READER,
  /** Also post events and change appointments. */
  WRITER,
  /** Also change webhooks, calendars and keys; without a clinic, also make clinics. */
  ADMIN;

  /** Whether this role may do what {@code needed} may do. */
  public boolean covers(Role needed) {
    return compareTo(needed) >= 0;
  }
}
