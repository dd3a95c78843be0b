package org.wardbell.simulator.google.calendar;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All calendars of all accounts. */
public final class Calendars {

  private final Map<String, StoredCalendar> calendars = new LinkedHashMap<>();

  public synchronized void add(String id, String owner, ZoneId zone) {
    if (calendars.putIfAbsent(id, new StoredCalendar(id, owner, zone)) != null) {
      throw new IllegalArgumentException("calendar " + id + " exists already");
    }
  }

  /** Returns the calendar as an account sees it; {@code primary} is its own; 404 for another's. */
  public synchronized StoredCalendar visible(String id, String account) {
    StoredCalendar calendar = calendars.get(id.equals("primary") ? account : id);
    if (calendar == null || !calendar.owner().equals(account)) {
      throw GoogleException.notFound();
    }
    return calendar;
  }

  public synchronized List<StoredCalendar> ownedBy(String account) {
    return calendars.values().stream().filter(c -> c.owner().equals(account)).toList();
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
