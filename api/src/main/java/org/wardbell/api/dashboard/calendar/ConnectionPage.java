package org.wardbell.api.dashboard.calendar;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.calendar.consent.ConsentState;
import org.wardbell.activities.calendar.consent.ConsentView;
import org.wardbell.api.calendar.ConsentWords;

/**
 * The content of a connection's page.
 *
 * @param link the page that leads to Google; shown once, to who began, else null
 * @param problem why nothing was chosen, or null
 */
public record ConnectionPage(ConsentView connection, @Nullable URI link, @Nullable String problem) {
  /** Returns the address of the page. */
  public String address() {
    return ConnectController.CONNECTIONS + connection.id();
  }

  public String doctor() {
    return CalendarWords.name(connection.doctor());
  }

  /** Returns whether somebody else has the next step, so that the page looks again. */
  public boolean isOpen() {
    return isOpen(connection);
  }

  static boolean isOpen(ConsentView connection) {
    return connection.state() == ConsentState.WAITING
        || connection.state() == ConsentState.RETURNED;
  }

  public boolean isChoosing() {
    return connection.state() == ConsentState.CHOOSING;
  }

  /** Returns the state in words. */
  public CalendarWords words() {
    String error = connection.error();
    return switch (connection.state()) {
      case WAITING ->
          new CalendarWords(
              "waiting", "Waiting for the doctor", "Nobody came back from Google yet.");
      case RETURNED ->
          new CalendarWords(
              "waiting", "Asking Google", "The doctor came back; a worker asks Google for access.");
      case CHOOSING ->
          new CalendarWords(
              "waiting", "Choose a calendar", "The doctor agreed. One click is left.");
      case CONNECTED ->
          new CalendarWords("delivered", "Connected", "The calendar is kept in step from now on.");
      case DENIED ->
          new CalendarWords(
              "refused", "Not allowed", ConsentWords.of(error == null ? "access_denied" : error));
      case FAILED ->
          new CalendarWords(
              "failed", "Not connected", ConsentWords.of(error == null ? "not_waiting" : error));
      case EXPIRED ->
          new CalendarWords(
              "idle", "Too late", "Nobody came back, or nobody chose, in time. Begin again.");
    };
  }

  /** Hides the link, which is as good as the consent. */
  @Override
  public String toString() {
    return "ConnectionPage[" + connection.id() + "]";
  }
}
