package org.wardbell.api.dashboard.settings;

import java.time.ZoneId;
import java.util.List;

/** The time zones that a page offers, of the IANA list. */
public final class TimeZones {
  private static final List<String> ALL =
      ZoneId.getAvailableZoneIds().stream()
          .filter(zone -> zone.contains("/") && !zone.startsWith("SystemV/"))
          .sorted()
          .toList();

  private TimeZones() {}

  /** Returns them by name. */
  public static List<String> all() {
    return ALL;
  }
}
