package org.wardbell.activities.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.wardbell.activities.database.generated.Tables.CALENDAR_CONSENT;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.calendar.consent.ConsentRefusal;
import org.wardbell.activities.calendar.consent.ConsentState;
import org.wardbell.activities.calendar.consent.ConsentView;
import org.wardbell.activities.calendar.consent.Consents;
import org.wardbell.activities.calendar.google.CalendarPolicy;
import org.wardbell.activities.calendar.google.GoogleScopes;
import org.wardbell.activities.database.generated.Tables;
import org.wardbell.simulator.google.api.ApiMethod;
import org.wardbell.simulator.google.api.CallFault;
import org.wardbell.workflows.calendar.CalendarState;

/** Line 47 and the contract's section on connecting: by consent, once, with one account. */
@Tag("servers")
class CalendarConsentTest extends ConsentWalk {
  private static final UUID OTHER_CLINIC = UUID.randomUUID();
  private static final CalendarPolicy UNLINKING =
      new CalendarPolicy(CalendarPolicy.Deletion.UNLINK, CalendarPolicy.Guests.PATIENT, false);

  @Test
  void c47_consent_connectsThePrimaryCalendar_andKeepsTokensSealed() throws Exception {
    ConsentView done = consent(CALENDAR);

    assertThat(done.state()).isEqualTo(ConsentState.CONNECTED);
    assertThat(done.clinicId()).isEqualTo(clinic.id());
    calendar = done.calendarId();
    await("the calendar is connected", () -> view().state() == CalendarState.CONNECTED);
    assertThat(view().googleCalendarId()).isEqualTo(CALENDAR);
    assertThat(account()).isEqualTo(google.subject(CALENDAR));
    bookedInGoogle(Clinic.slot(3, 9));
    assertThat(stored()).doesNotContain("1//").doesNotContain("ya29.");
  }

  @Test
  void c47_reconnect_withAnotherAccount_isRefused_andTheIdentityIsKept() throws Exception {
    calendar = consent(CALENDAR).calendarId();
    google.revokeAccess(CALENDAR);
    wakes.appointmentsChanged(clinic.book(Clinic.slot(3, 9)).calendarsToWake());
    await("a reconnect is asked for", () -> view().state() == CalendarState.RECONNECT_NEEDED);

    ConsentView refused = consent(OTHER);

    assertThat(refused.state()).isEqualTo(ConsentState.FAILED);
    assertThat(refused.error()).isEqualTo("another_account");
    assertThat(account()).isEqualTo(google.subject(CALENDAR));
    assertThat(view().state()).isEqualTo(CalendarState.RECONNECT_NEEDED);
    // What was granted in vain is given back, and what nobody proved does not replace a proof.
    assertThat(google.count(ApiMethod.OAUTH_REVOKE)).isEqualTo(1);
    String byHand = google.grant(CALENDAR);
    assertThatExceptionOfType(CalendarRefusal.class)
        .isThrownBy(() -> clinic.connect(CALENDAR, byHand, CalendarPolicy.STANDARD))
        .matches(refusal -> refusal.reason() == CalendarRefusal.Reason.ANOTHER_ACCOUNT);
  }

  @Test
  void c47_invalidGrant_isPausedAtOnce_toldOnce_andAsksNothingMore() throws Exception {
    calendar = consent(CALENDAR).calendarId();
    await("a channel is open", () -> !google.channels(CALENDAR).isEmpty());
    await("the calendar is at rest", () -> view().unseenPushes() == 0);
    google.revokeAccess(CALENDAR);
    google.clearLogs();
    wakes.appointmentsChanged(clinic.book(Clinic.slot(3, 9)).calendarsToWake());
    await("a reconnect is asked for", () -> view().state() == CalendarState.RECONNECT_NEEDED);
    long calls = google.calls().size();

    for (int more = 0; more < 3; more++) {
      google
          .doctor(CALENDAR)
          .create("lunch", Clinic.slot(5 + more, 9).start(), Clinic.slot(5 + more, 9).end());
      wakes.appointmentsChanged(clinic.book(Clinic.slot(4 + more, 11)).calendarsToWake());
      wakes.wakeNow(calendar);
    }
    new CalendarRelay(clinic.dsl(), wakes).run();
    Thread.sleep(1_500);

    assertThat(google.calls()).hasSize((int) calls);
    assertThat(google.count(ApiMethod.OAUTH_TOKEN)).isEqualTo(1);
    assertThat(clinic.eventTypes().stream().filter("calendar.reconnect_needed"::equals)).hasSize(1);
  }

  @Test
  void c47_reconnect_watchesAnew_andBothSidesAgreeAgain() throws Exception {
    calendar =
        consent(CALENDAR, wanted(clinic.id(), null, false, UNLINKING), Set.of()).calendarId();
    UUID kept = bookedInGoogle(Clinic.slot(3, 9));
    String formerChannel = onlyChannel();
    google.revokeAccess(CALENDAR);
    UUID added = clinic.book(Clinic.slot(4, 9)).appointment().id();
    wakes.wakeNow(calendar);
    await("a reconnect is asked for", () -> view().state() == CalendarState.RECONNECT_NEEDED);
    var later = Clinic.slot(3, 15);
    google.doctor(CALENDAR).move(eventId(kept), later.start(), later.end());
    google.clearLogs();

    assertThat(consent(CALENDAR).calendarId()).isEqualTo(calendar);

    await("what was added here is there", () -> shownAt(added, Clinic.slot(4, 9)));
    await("what was moved there is here", () -> clinic.appointment(kept).slot().equals(later));
    await(
        "there is one channel, and it is new",
        () ->
            google.channels(CALENDAR).size() == 1
                && !google.channels(CALENDAR).getFirst().id().equals(formerChannel));
    assertThat(google.calls())
        .anyMatch(
            call -> call.method() == ApiMethod.EVENTS_LIST && call.query().contains("timeMin"));
    assertThat(view().policy()).isEqualTo(UNLINKING);
  }

  @Test
  void consent_withoutAllScopes_isRefusedInWords() throws Exception {
    ConsentView refused = consent(CALENDAR, wanted(null, false), Set.of(GoogleScopes.EVENTS));

    assertThat(refused.state()).isEqualTo(ConsentState.FAILED);
    assertThat(refused.error()).isEqualTo("scopes_missing");
    assertThat(google.count(ApiMethod.OAUTH_REVOKE)).isEqualTo(1);
  }

  @Test
  void consent_toACalendarThatTheAccountHasNot_isRefused() throws Exception {
    assertThat(consent(CALENDAR, wanted(OTHER, false), Set.of()).error())
        .isEqualTo("calendar_not_found");
  }

  @Test
  void consent_googleFailsAtTheExchange_saysSo_andTheCodeIsNotTriedAgain() throws Exception {
    google.fault(CallFault.next(1, ApiMethod.OAUTH_TOKEN, new CallFault.Kind.Html(502)));

    ConsentView failed = consent(CALENDAR);

    assertThat(failed.error()).isEqualTo("google_token_502");
    assertThat(google.count(ApiMethod.OAUTH_TOKEN)).isEqualTo(1);
  }

  @Test
  void choice_ofOneOfTheAccountsCalendars_connectsIt() throws Exception {
    google.addCalendar("practice@group.calendar.google.com", CALENDAR, ZoneId.of("Europe/Berlin"));

    ConsentView choosing = consent(CALENDAR, wanted(null, true), Set.of());

    assertThat(choosing.state()).isEqualTo(ConsentState.CHOOSING);
    assertThat(choosing.calendars())
        .extracting("id")
        .containsExactlyInAnyOrder(CALENDAR, "practice@group.calendar.google.com");
    assertThat(stored()).doesNotContain("1//").doesNotContain("practice@");
    Consents consents = bean(Consents.class);
    assertThatExceptionOfType(ConsentRefusal.class)
        .isThrownBy(() -> consents.choose(choosing.id(), OTHER, AuditOrigin.SYSTEM));
    calendar =
        consents.choose(choosing.id(), "practice@group.calendar.google.com", AuditOrigin.SYSTEM);
    wakes.wakeNow(calendar);
    await("the calendar is connected", () -> view().state() == CalendarState.CONNECTED);
    assertThatExceptionOfType(ConsentRefusal.class)
        .as("a choice is made once")
        .isThrownBy(() -> consents.choose(choosing.id(), CALENDAR, AuditOrigin.SYSTEM));
  }

  /** The permissions of one account are one: giving one calendar up must not end the other's. */
  @Test
  void c32_furtherCalendar_ofTheSameAccount_isChosen_andGivenUpAlone() throws Exception {
    String practice = "practice@group.calendar.google.com";
    google.addCalendar(practice, CALENDAR, ZoneId.of("Europe/Berlin"));
    calendar = consent(CALENDAR).calendarId();
    await("the calendar is connected", () -> view().state() == CalendarState.CONNECTED);

    ConsentView choosing = consent(CALENDAR, wanted(null, true), Set.of());
    assertThat(choosing.state()).isEqualTo(ConsentState.CHOOSING);
    UUID further = bean(Consents.class).choose(choosing.id(), practice, AuditOrigin.SYSTEM);
    wakes.wakeNow(further);
    await(
        "the further one is connected",
        () -> clinic.calendars().find(further).orElseThrow().state() == CalendarState.CONNECTED);
    assertThat(view().receives()).isTrue();
    assertThat(clinic.calendars().find(further).orElseThrow().receives()).isFalse();

    disconnect(further);
    await("its channels are stopped", () -> google.channels(practice).isEmpty());
    assertThat(google.count(ApiMethod.OAUTH_REVOKE)).isZero();
    bookedInGoogle(Clinic.slot(3, 9));
  }

  /**
   * Who replaces a calendar by another one lets the doctor consent, then gives the first one up.
   */
  @Test
  void disconnection_whileACalendarOfTheSameAccountIsStillToBeChosen_doesNotRevoke()
      throws Exception {
    String practice = "practice@group.calendar.google.com";
    google.addCalendar(practice, CALENDAR, ZoneId.of("Europe/Berlin"));
    calendar = consent(CALENDAR).calendarId();
    await("the calendar is connected", () -> view().state() == CalendarState.CONNECTED);
    ConsentView choosing = consent(CALENDAR, wanted(null, true), Set.of());

    disconnect(calendar);
    await("the permission is forgotten", () -> !hasToken());

    assertThat(google.count(ApiMethod.OAUTH_REVOKE)).isZero();
    calendar = bean(Consents.class).choose(choosing.id(), practice, AuditOrigin.SYSTEM);
    wakes.wakeNow(calendar);
    await("the chosen one is connected", () -> view().state() == CalendarState.CONNECTED);
    disconnect(calendar);
    await("what nobody needs any more is revoked", () -> google.count(ApiMethod.OAUTH_REVOKE) == 1);
  }

  @Test
  void disconnection_stopsChannels_revokes_andForgets() throws Exception {
    calendar = consent(CALENDAR).calendarId();
    onlyChannel();

    disconnect(calendar);

    await("the permission is forgotten", () -> !hasToken());
    assertThat(google.channels(CALENDAR)).isEmpty();
    assertThat(google.count(ApiMethod.OAUTH_REVOKE)).isEqualTo(1);
    assertThat(account()).isNull();
    assertThat(consent(OTHER).state())
        .as("another account may come after that")
        .isEqualTo(ConsentState.CONNECTED);
  }

  @Test
  void disconnection_besideAnotherClinicOnTheSameAccount_doesNotRevokeThatOnesPermission()
      throws Exception {
    calendar = consent(CALENDAR).calendarId();
    UUID elsewhere =
        consent(CALENDAR, wanted(OTHER_CLINIC, null, false, null), Set.of()).calendarId();
    onlyChannel();

    disconnect(calendar);

    await("the permission is forgotten", () -> !hasToken());
    assertThat(google.count(ApiMethod.OAUTH_REVOKE)).isZero();
    calendar = elsewhere;
    await("the other one works", () -> view().state() == CalendarState.CONNECTED);
    assertThat(view().clinicId()).isEqualTo(OTHER_CLINIC);
  }

  @Test
  void disconnection_googleAway_forgetsTheTokenAllTheSame() throws Exception {
    calendar = consent(CALENDAR).calendarId();
    onlyChannel();
    google.fault(CallFault.next(10, ApiMethod.OAUTH_REVOKE, new CallFault.Kind.Html(503)));

    disconnect(calendar);

    await("the permission is forgotten", () -> !hasToken());
    assertThat(google.count(ApiMethod.OAUTH_REVOKE)).isEqualTo(3);
  }

  private void disconnect(UUID id) {
    clinic.calendars().disconnect(clinic.id(), id, before -> {}, AuditOrigin.SYSTEM);
    wakes.calendarChanged(id);
  }

  private String account() {
    return clinic
        .dsl()
        .select(Tables.CALENDAR.GOOGLE_ACCOUNT)
        .from(Tables.CALENDAR)
        .where(Tables.CALENDAR.ID.eq(calendar))
        .fetchOne(Tables.CALENDAR.GOOGLE_ACCOUNT);
  }

  /** Returns all bytes of the rows of consents and calendars, as text. */
  private String stored() {
    StringBuilder all = new StringBuilder();
    clinic.dsl().selectFrom(CALENDAR_CONSENT).fetch().forEach(row -> append(all, row.intoArray()));
    clinic.dsl().selectFrom(Tables.CALENDAR).fetch().forEach(row -> append(all, row.intoArray()));
    return all.toString();
  }

  private static void append(StringBuilder all, Object[] values) {
    for (Object value : values) {
      all.append(
              value instanceof byte[] bytes
                  ? new String(bytes, StandardCharsets.ISO_8859_1)
                  : String.valueOf(value))
          .append('\n');
    }
  }
}
