package org.wardbell.api.dashboard.calendar;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.calendar.CalendarView;
import org.wardbell.activities.calendar.trouble.Quarantine;
import org.wardbell.api.dashboard.frame.Figures;
import org.wardbell.workflows.calendar.CalendarState;

/**
 * The content of a calendar's page.
 *
 * @param quarantine events of Google's that cannot be read
 * @param moreQuarantined the address of those after them, or null
 * @param problem why what was asked for was not done, or null
 */
public record CalendarPage(
    CalendarView calendar,
    CalendarWords words,
    List<Quarantine.Item> quarantine,
    @Nullable String moreQuarantined,
    @Nullable String problem) {
  public CalendarPage {
    quarantine = List.copyOf(quarantine);
  }

  /** Returns the address of the page. */
  public String address() {
    return CalendarListController.PATH + "/" + calendar.id();
  }

  public String doctor() {
    return CalendarWords.name(calendar.doctor());
  }

  /** Returns how long the oldest known change has waited. */
  public String lag() {
    return calendar.lag().isZero()
        ? "no change waits"
        : "the oldest change has waited for " + Figures.duration(calendar.lag());
  }

  public String permission() {
    return CalendarWords.permission(calendar.connectedBy());
  }

  /** Returns the clinic's decisions, a sentence each. */
  public List<String> policies() {
    return List.of(
        CalendarWords.deletion(calendar.policy()),
        CalendarWords.guests(calendar.policy()),
        CalendarWords.meet(calendar.policy()),
        calendar.receives()
            ? "New appointments of the doctor are written into it."
            : "New appointments of the doctor are written into another calendar; what is in this"
                + " one blocks bookings.");
  }

  public boolean isGivenUp() {
    return calendar.state() == CalendarState.DISCONNECTED;
  }

  /** Returns whether it can be compared as a whole. */
  public boolean isLive() {
    return calendar.state().isLive();
  }

  /** Returns whether it can go on with the permission that it has, or need wait no longer. */
  public boolean canResume() {
    return !isGivenUp()
        && calendar.connectedBy() != null
        && (!isLive() || calendar.askedAgainAt() != null);
  }

  /** Returns whether the doctor's consent is what it lives on, or may come to do so. */
  public boolean canConsent() {
    return calendar.connectedBy() != CalendarView.ConnectedBy.SERVICE_ACCOUNT;
  }
}
