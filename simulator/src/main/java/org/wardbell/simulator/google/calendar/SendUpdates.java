package org.wardbell.simulator.google.calendar;

import org.wardbell.simulator.http.Query;

/** The guests who hear of a write by mail (reference of events.insert, parameter sendUpdates). */
public enum SendUpdates {
  ALL("all"),
  EXTERNAL_ONLY("externalOnly"),
  NONE("none");

  private final String wireName;

  SendUpdates(String wireName) {
    this.wireName = wireName;
  }

  public String wireName() {
    return wireName;
  }

  /** Reads sendUpdates, or the older sendNotifications; without both nobody is told. */
  public static SendUpdates of(Query query) {
    String asked = query.get("sendUpdates");
    if (asked == null) {
      return query.isTrue("sendNotifications") ? ALL : NONE;
    }
    for (SendUpdates value : values()) {
      if (value.wireName.equals(asked)) {
        return value;
      }
    }
    throw GoogleException.invalidParameter("sendUpdates", "Invalid value for sendUpdates.");
  }
}
