package org.wardbell.activities.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.wardbell.activities.database.generated.Tables.CALENDAR_CONSENT;

import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.calendar.consent.BegunConsent;
import org.wardbell.activities.calendar.consent.ConsentRefusal;
import org.wardbell.activities.calendar.consent.ConsentState;
import org.wardbell.activities.calendar.consent.ConsentSweep;
import org.wardbell.activities.calendar.consent.ConsentView;
import org.wardbell.activities.calendar.consent.ConsentWays;
import org.wardbell.activities.calendar.consent.Consents;
import org.wardbell.activities.calendar.consent.Departure;
import org.wardbell.activities.calendar.consent.ReturnedConsent;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.simulator.google.api.ApiMethod;
import org.wardbell.simulator.google.api.CallFault;

/** The ends of consents: by time, by another use, by a browser that comes back twice. */
@Tag("servers")
class ConsentEndsTest extends ConsentWalk {
  private static final UUID OTHER_CLINIC = UUID.randomUUID();

  @Test
  void c47_state_redeemedByManyAtOnce_isRedeemedOnce() throws Exception {
    ConsentWays ways = bean(ConsentWays.class);
    BegunConsent begun = ways.begin(wanted(null, false), AuditOrigin.SYSTEM);
    Departure departure = ways.leave(begun.ticket()).orElseThrow();
    Callable<Optional<ReturnedConsent>> back =
        () -> ways.redeem(departure.state(), departure.secret(), false);

    int redeemed = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (Future<Optional<ReturnedConsent>> each :
          threads.invokeAll(Collections.nCopies(4, back))) {
        redeemed += each.get().isPresent() ? 1 : 0;
      }
    }

    assertThat(redeemed).isEqualTo(1);
    assertThat(ways.find(begun.ticket())).as("the link is used up as well").isEmpty();
  }

  @Test
  void link_ofOneClinicsDoctor_isNotReplacedByAnotherClinics() {
    ConsentWays ways = bean(ConsentWays.class);
    BegunConsent here = ways.begin(wanted(null, false), AuditOrigin.SYSTEM);

    ways.begin(wanted(OTHER_CLINIC, null, false, null), AuditOrigin.SYSTEM);

    assertThat(ways.find(here.ticket())).contains(here.id());
  }

  @Test
  void choice_thatNobodyMakesInTime_isRevokedAndForgotten() throws Exception {
    ConsentView choosing = consent(CALENDAR, wanted(null, true), Set.of());
    ConsentView elsewhere = consent(OTHER, wanted(OTHER_CLINIC, null, true, null), Set.of());
    Consents consents = bean(Consents.class);
    clinic
        .dsl()
        .update(CALENDAR_CONSENT)
        .set(
            CALENDAR_CONSENT.RETURNED_AT,
            DatabaseClock.after(Consents.CHOICE_LIFE.plus(Duration.ofSeconds(1)).negated()))
        .where(CALENDAR_CONSENT.ID.eq(choosing.id()))
        .execute();
    assertThat(consents.find(choosing.id()).orElseThrow().state()).isEqualTo(ConsentState.EXPIRED);
    assertThatExceptionOfType(ConsentRefusal.class)
        .isThrownBy(() -> consents.choose(choosing.id(), CALENDAR, AuditOrigin.SYSTEM));

    bean(ConsentSweep.class).run();

    await(
        "the late choice has ended",
        () -> "not_chosen".equals(consents.find(choosing.id()).orElseThrow().error()));
    await("it is revoked", () -> google.count(ApiMethod.OAUTH_REVOKE) == 1);
    assertThat(
            clinic
                .dsl()
                .fetchExists(
                    CALENDAR_CONSENT,
                    CALENDAR_CONSENT
                        .ID
                        .eq(choosing.id())
                        .and(CALENDAR_CONSENT.GRANT_CIPHERTEXT.isNotNull())))
        .isFalse();
    assertThat(consents.find(elsewhere.id()).orElseThrow().state())
        .as("another clinic's choice stays open")
        .isEqualTo(ConsentState.CHOOSING);
  }

  @Test
  void choice_thatNoKeyOpens_holdsUpNoOther() throws Exception {
    ConsentView broken = consent(CALENDAR, wanted(OTHER_CLINIC, null, true, null), Set.of());
    ConsentView late = consent(OTHER, wanted(null, true), Set.of());
    clinic
        .dsl()
        .update(CALENDAR_CONSENT)
        .set(
            CALENDAR_CONSENT.RETURNED_AT,
            DatabaseClock.after(Consents.CHOICE_LIFE.plus(Duration.ofSeconds(1)).negated()))
        .execute();
    clinic
        .dsl()
        .update(CALENDAR_CONSENT)
        .set(CALENDAR_CONSENT.GRANT_CIPHERTEXT, new byte[] {1, 2, 3})
        .where(CALENDAR_CONSENT.ID.eq(broken.id()))
        .execute();

    bean(ConsentSweep.class).run();

    Consents consents = bean(Consents.class);
    await(
        "both have ended",
        () ->
            "not_chosen".equals(consents.find(broken.id()).orElseThrow().error())
                && "not_chosen".equals(consents.find(late.id()).orElseThrow().error()));
    await("the readable one is revoked", () -> google.count(ApiMethod.OAUTH_REVOKE) == 1);
  }

  /** A browser was told "no worker" while a worker was at it. */
  @Test
  void exchange_whoseConsentEndsMeanwhile_givesBackWhatItGot() throws Exception {
    Back back = back(CALENDAR, wanted(null, true), Set.of());
    google.fault(
        CallFault.next(
            1, ApiMethod.CALENDAR_LIST_LIST, new CallFault.Kind.Late(Duration.ofSeconds(3))));
    Thread worker = Thread.ofVirtual().start(() -> perform(back.returned(), back.code(), BACK));
    await("Google is asked for calendars", () -> google.count(ApiMethod.CALENDAR_LIST_LIST) == 1);

    bean(Consents.class).failed(back.returned().id(), "no_worker");
    worker.join();

    ConsentView seen = bean(Consents.class).find(back.returned().id()).orElseThrow();
    assertThat(seen.state()).isEqualTo(ConsentState.FAILED);
    assertThat(seen.error()).isEqualTo("no_worker");
    assertThat(google.count(ApiMethod.OAUTH_REVOKE)).isEqualTo(1);
  }
}
