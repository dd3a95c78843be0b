package org.wardbell.activities.calendar.google;

/** The ground on which Google lets us into a calendar. Its text form hides what is secret. */
public sealed interface CalendarPermission {
  /** The consent of the calendar's doctor, to our OAuth client. */
  record Consent(String refreshToken) implements CalendarPermission {
    @Override
    public String toString() {
      return "Consent[hidden]";
    }
  }

  /**
   * The delegation of a domain's administrator to our service account.
   *
   * @param account the address of the account as which we work
   */
  record Delegation(String account) implements CalendarPermission {
    @Override
    public String toString() {
      return "Delegation[hidden]";
    }
  }
}
