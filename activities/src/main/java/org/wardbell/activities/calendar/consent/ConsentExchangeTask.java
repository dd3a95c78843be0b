package org.wardbell.activities.calendar.consent;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.calendar.CalendarRefusal;
import org.wardbell.activities.calendar.CalendarStore;
import org.wardbell.activities.calendar.CalendarWakes;
import org.wardbell.activities.calendar.DoctorCalendar;
import org.wardbell.activities.calendar.google.AccountCalendar;
import org.wardbell.activities.calendar.google.GoogleConsents;
import org.wardbell.activities.calendar.google.GoogleFailure;
import org.wardbell.activities.calendar.google.GoogleScopes;
import org.wardbell.activities.calendar.google.GrantedAccess;
import org.wardbell.activities.database.generated.tables.records.CalendarConsentRecord;
import org.wardbell.activities.interactive.InteractiveTask;

/**
 * The task that exchanges a code while a browser waits, and connects the calendar or lets one be
 * chosen. What is granted in vain is revoked.
 */
final class ConsentExchangeTask implements InteractiveTask {
  private static final Set<String> NEEDED = Set.of(GoogleScopes.EVENTS, GoogleScopes.LIST);

  private final Consents consents;
  private final CalendarStore calendars;
  private final CalendarWakes wakes;
  private final GoogleConsents google;
  private final UnneededGrants unneeded;

  ConsentExchangeTask(
      Consents consents, CalendarStore calendars, CalendarWakes wakes, GoogleConsents google) {
    this.consents = consents;
    this.calendars = calendars;
    this.wakes = wakes;
    this.google = google;
    this.unneeded = new UnneededGrants(calendars, google);
  }

  @Override
  public String kind() {
    return ConsentExchange.KIND;
  }

  @Override
  public byte[] perform(@Nullable UUID clinicId, @Nullable UUID webhookId, byte[] request) {
    ConsentExchange exchange = ConsentExchange.of(request);
    Optional<CalendarConsentRecord> row = consents.returned(exchange.consentId());
    ConsentExchange.Outcome outcome =
        row.isEmpty()
            ? new ConsentExchange.Outcome(ConsentState.FAILED, "not_waiting")
            : exchange(row.get(), exchange);
    return outcome.json();
  }

  private ConsentExchange.Outcome exchange(CalendarConsentRecord row, ConsentExchange exchange) {
    GrantedAccess granted;
    try {
      granted = google.exchange(exchange.code(), consents.verifier(row), exchange.redirectUri());
    } catch (GoogleFailure failure) {
      return failed(row, failure.code());
    }
    Optional<DoctorCalendar> connected = calendars.ofDoctor(row.getDoctorId());
    List<AccountCalendar> ofAccount = List.of();
    String code;
    try {
      requireEnough(granted);
      ofAccount = google.calendars(granted.accessToken());
      return connect(row, exchange, granted, connected, ofAccount);
    } catch (Refused refused) {
      code = refused.code;
    } catch (GoogleFailure failure) {
      code = failure.code();
    } catch (CalendarRefusal refusal) {
      code = refusal.reason().name().toLowerCase(Locale.ROOT);
    } catch (ConsentRefusal late) {
      code = "not_waiting";
    }
    ConsentExchange.Outcome outcome = failed(row, code);
    boolean unproven = connected.isPresent() && connected.get().account() == null;
    if (!unproven) {
      String token = granted.refreshToken();
      unneeded.revoke(
          row.getId(), granted.account(), ofAccount, token == null ? granted.accessToken() : token);
    }
    return outcome;
  }

  /** A consent that does not fit; its code is shown. */
  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;

    Refused(String code) {
      super(code);
      this.code = code;
    }
  }

  private static void requireEnough(GrantedAccess granted) throws Refused {
    if (!granted.scopes().containsAll(NEEDED)) {
      throw new Refused("scopes_missing");
    }
    if (granted.refreshToken() == null) {
      throw new Refused("no_refresh_token");
    }
  }

  private ConsentExchange.Outcome connect(
      CalendarConsentRecord row,
      ConsentExchange exchange,
      GrantedAccess granted,
      Optional<DoctorCalendar> connected,
      List<AccountCalendar> ofAccount)
      throws Refused {
    boolean further = row.getChooses() || row.getGoogleCalendarId() != null;
    if (!further && connected.isPresent() && !isSameAccount(connected.get(), granted, ofAccount)) {
      throw new Refused("another_account");
    }
    KeptGrant grant =
        new KeptGrant(granted.account(), String.valueOf(granted.refreshToken()), ofAccount);
    if (row.getChooses()) {
      consents.keep(row, grant);
      return new ConsentExchange.Outcome(ConsentState.CHOOSING, null);
    }
    String wanted = wanted(row, connected, ofAccount);
    if (ofAccount.stream().map(AccountCalendar::id).noneMatch(wanted::equals)) {
      throw new Refused("calendar_not_found");
    }
    wakes.calendarChanged(consents.connect(row, grant, wanted, exchange.origin()));
    return new ConsentExchange.Outcome(ConsentState.CONNECTED, null);
  }

  /**
   * Returns whether the account that consented is the one of the doctor's calendar. Where nobody
   * proved one yet, it has to be an account that has this calendar.
   */
  private static boolean isSameAccount(
      DoctorCalendar connected, GrantedAccess granted, List<AccountCalendar> ofAccount) {
    String proven = connected.account();
    return proven == null
        ? ofAccount.stream().anyMatch(each -> each.id().equals(connected.googleCalendarId()))
        : proven.equals(granted.account());
  }

  private static String wanted(
      CalendarConsentRecord row,
      Optional<DoctorCalendar> connected,
      List<AccountCalendar> ofAccount) {
    String asked = row.getGoogleCalendarId();
    if (asked != null) {
      return asked;
    }
    return connected
        .map(DoctorCalendar::googleCalendarId)
        .orElseGet(
            () ->
                ofAccount.stream()
                    .filter(AccountCalendar::primary)
                    .map(AccountCalendar::id)
                    .findFirst()
                    .orElse(""));
  }

  private ConsentExchange.Outcome failed(CalendarConsentRecord row, String code) {
    consents.failed(row.getId(), code);
    return new ConsentExchange.Outcome(ConsentState.FAILED, code);
  }
}
