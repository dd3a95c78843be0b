package org.wardbell.activities.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.wardbell.activities.appointment.DoctorMention;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.calendar.consent.BegunConsent;
import org.wardbell.activities.calendar.consent.ConsentExchange;
import org.wardbell.activities.calendar.consent.ConsentView;
import org.wardbell.activities.calendar.consent.ConsentWays;
import org.wardbell.activities.calendar.consent.Consents;
import org.wardbell.activities.calendar.consent.Departure;
import org.wardbell.activities.calendar.consent.NewConsent;
import org.wardbell.activities.calendar.consent.ReturnedConsent;
import org.wardbell.activities.calendar.google.CalendarPolicy;
import org.wardbell.activities.calendar.google.ConsentPage;
import org.wardbell.activities.interactive.InteractiveTask;
import org.wardbell.simulator.google.AccountHolder;
import org.wardbell.simulator.google.GoogleCalendarSimulator;
import org.wardbell.simulator.http.Query;

/** The base of walks through the consent page: what the api, a browser and a worker do. */
abstract class ConsentWalk extends CalendarWalk {
  static final String BACK = "https://clinic.example/calendar/callback";
  static final String OTHER = "otto@clinic.example";

  @BeforeEach
  void registerClient() {
    google.registerClient(
        GoogleCalendarSimulator.CLIENT_ID, GoogleCalendarSimulator.CLIENT_SECRET, BACK);
    google.addAccount(OTHER);
  }

  NewConsent wanted(@Nullable String googleCalendarId, boolean chooses) {
    return wanted(clinic.id(), googleCalendarId, chooses, null);
  }

  static NewConsent wanted(
      UUID clinicId,
      @Nullable String googleCalendarId,
      boolean chooses,
      @Nullable CalendarPolicy policy) {
    return new NewConsent(
        clinicId, DoctorMention.of(Clinic.DOCTOR), googleCalendarId, chooses, policy);
  }

  ConsentView consent(String account) throws Exception {
    return consent(account, wanted(null, false), Set.of());
  }

  /** Lets a person go all the way, leaving scopes out. */
  ConsentView consent(String account, NewConsent wanted, Set<String> without) throws Exception {
    Back back = back(account, wanted, without);
    return exchange(back.returned(), back.code(), BACK);
  }

  /** A browser that is back from Google, with a code that nobody has exchanged yet. */
  record Back(ReturnedConsent returned, String code) {}

  Back back(String account, NewConsent wanted, Set<String> without) throws Exception {
    ConsentWays ways = bean(ConsentWays.class);
    BegunConsent begun = ways.begin(wanted, AuditOrigin.SYSTEM);
    Departure departure = ways.leave(begun.ticket()).orElseThrow();
    URI page =
        bean(ConsentPage.class).address(BACK, departure.state(), departure.challenge(), null);
    Query back;
    try (AccountHolder holder = new AccountHolder(account)) {
      back = Query.parse(holder.allow(page, without).getRawQuery());
    }
    ReturnedConsent returned =
        ways.redeem(back.get("state", ""), departure.secret(), false).orElseThrow();
    return new Back(returned, back.get("code", ""));
  }

  /** Does what a worker does with a code. */
  ConsentView exchange(ReturnedConsent returned, String code, String redirectUri) {
    byte[] outcome = perform(returned, code, redirectUri);
    ConsentView seen = bean(Consents.class).find(returned.id()).orElseThrow();
    assertThat(ConsentExchange.Outcome.of(outcome))
        .isEqualTo(new ConsentExchange.Outcome(seen.state(), seen.error()));
    return seen;
  }

  byte[] perform(ReturnedConsent returned, String code, String redirectUri) {
    return bean(InteractiveTask.class)
        .perform(
            returned.clinicId(),
            null,
            new ConsentExchange(returned.id(), code, redirectUri, AuditOrigin.SYSTEM).json());
  }
}
