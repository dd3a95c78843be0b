package org.wardbell.activities.calendar.google;

import org.wardbell.activities.network.OutgoingRoute;

/** Clients of a stand-in for Google, for tests of other packages. */
public final class Googles {
  private Googles() {}

  public static GoogleCalendar at(String rootUrl, String tokenUrl) {
    return new GoogleCalendar(
        GoogleSettings.of("client", "secret", rootUrl, tokenUrl), OutgoingRoute.DIRECT);
  }
}
