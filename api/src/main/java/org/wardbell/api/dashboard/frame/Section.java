package org.wardbell.api.dashboard.frame;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The sections of the dashboard, in the order of the rail. */
public enum Section {
  OVERVIEW("Overview", PagePaths.OVERVIEW, "o"),
  DELIVERIES("Deliveries", "/deliveries", "d"),
  EVENTS("Events", "/events", "e"),
  WEBHOOKS("Webhooks", "/webhooks", "w"),
  CALENDARS("Calendars", "/calendars", "c"),
  APPOINTMENTS("Appointments", "/appointments", "a"),
  REPLAYS("Replays", "/replays", "r"),
  SETTINGS("Settings", "/settings", "s");

  /** What fits beside "More" into the bar of a telephone that is 320 px wide. */
  private static final Set<Section> IN_THE_BAR = EnumSet.range(OVERVIEW, CALENDARS);

  private final String words;
  private final String address;
  private final String key;

  Section(String words, String address, String key) {
    this.words = words;
    this.address = address;
    this.key = key;
  }

  public String words() {
    return words;
  }

  public String address() {
    return address;
  }

  /** Returns the key that leads here, after {@code g}. */
  public String key() {
    return key;
  }

  /** Returns the name of its picture. */
  public String icon() {
    return words.toLowerCase(Locale.ROOT);
  }

  /** Returns whether it stands in the bar of a telephone, and not under "More". */
  public boolean isInTheBar() {
    return IN_THE_BAR.contains(this);
  }

  /** Returns those under "More" on a telephone. */
  public static List<Section> more() {
    return Arrays.stream(values()).filter(section -> !section.isInTheBar()).toList();
  }
}
