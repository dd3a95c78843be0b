package org.wardbell.simulator.google.calendar;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All calendars of all accounts. */
public final class Calendars {

  private final Map<String, StoredCalendar> calendars = new LinkedHashMap<>();

  public synchronized void add(String id, String owner, ZoneId zone) {
    if (calendars.putIfAbsent(id, new StoredCalendar(id, owner, zone)) != null) {
      throw new IllegalArgumentException("calendar " + id + " exists already");
    }
  }

  /**
   * Returns the calendar as an account sees it; {@code primary} is its own; 404 for one that is not
   * shared with the account.
   */
  public synchronized StoredCalendar visible(String id, String account) {
    StoredCalendar calendar = calendars.get(id.equals("primary") ? account : id);
    if (calendar == null || calendar.role(account) == null) {
      throw GoogleException.notFound();
    }
    return calendar;
  }

  /**
   * Returns the calendar to an account that may change it; 404 as for a reader, 403 for one who may
   * only read.
   */
  public synchronized StoredCalendar writable(String id, String account) {
    StoredCalendar calendar = visible(id, account);
    if (!calendar.roleOf(account).isAtLeast(Role.WRITER)) {
      throw new GoogleException(
          403, "requiredAccessLevel", "You need to have writer access to this calendar.");
    }
    return calendar;
  }

  /** Returns the calendars that an account owns, and those that are shared with it. */
  public synchronized List<StoredCalendar> visibleTo(String account) {
    return calendars.values().stream().filter(c -> c.role(account) != null).toList();
  }

  /** Returns the calendar that events of others are copied into; null for a stranger. */
  synchronized @Nullable StoredCalendar primary(String email) {
    StoredCalendar calendar = find(email);
    return calendar != null && calendar.owner().equals(calendar.id()) ? calendar : null;
  }

  synchronized @Nullable StoredCalendar find(String id) {
    for (StoredCalendar calendar : calendars.values()) {
      if (calendar.id().equalsIgnoreCase(id)) {
        return calendar;
      }
    }
    return null;
  }

  /** Returns a calendar for the person in front of the simulator, who may see everything. */
  public synchronized StoredCalendar get(String id) {
    StoredCalendar calendar = calendars.get(id);
    if (calendar == null) {
      throw new IllegalArgumentException(
          "calendar " + id + " does not exist; there are " + calendars.keySet());
    }
    return calendar;
  }

  public synchronized List<StoredCalendar> all() {
    return new ArrayList<>(calendars.values());
  }
}
