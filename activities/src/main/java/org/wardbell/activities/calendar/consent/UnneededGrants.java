package org.wardbell.activities.calendar.consent;

import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardbell.activities.calendar.CalendarStore;
import org.wardbell.activities.calendar.google.AccountCalendar;
import org.wardbell.activities.calendar.google.GoogleConsents;
import org.wardbell.activities.calendar.google.GoogleFailure;

/**
 * The end of grants from which no calendar was connected. A revocation ends everything that the
 * account granted, so nothing is revoked while a connected calendar lives on the same account.
 */
final class UnneededGrants {
  private static final Logger log = LoggerFactory.getLogger(UnneededGrants.class);

  private final CalendarStore calendars;
  private final GoogleConsents google;

  UnneededGrants(CalendarStore calendars, GoogleConsents google) {
    this.calendars = calendars;
    this.google = google;
  }

  /** Revokes a grant by one of its tokens, unless another calendar needs it; tries once. */
  void revoke(UUID consentId, String account, List<AccountCalendar> ofAccount, String token) {
    if (calendars.isUsed(account, ofAccount.stream().map(AccountCalendar::id).toList())) {
      return;
    }
    try {
      google.revoke(token);
    } catch (GoogleFailure failure) {
      log.info("consent {}: forgotten, not revoked, {}", consentId, failure.code());
    }
  }
}
