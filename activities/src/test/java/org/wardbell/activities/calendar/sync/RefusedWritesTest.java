package org.wardbell.activities.calendar.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.LINK;

import java.util.List;
import java.util.UUID;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.calendar.Clinic;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.simulator.google.api.ApiMethod;
import org.wardbell.simulator.google.api.CallFault;
import org.wardbell.workflows.appointment.SyncResult;
import org.wardbell.workflows.appointment.TimeSlot;

/** Writes that Google refuses for one event. */
@Tag("servers")
class RefusedWritesTest extends TwoSides {
  private static final TimeSlot SLOT = Clinic.slot(3, 9);
  private static final TimeSlot LATER = Clinic.slot(3, 12);

  private void refuse(int times, ApiMethod method, int status, String reason) {
    google.fault(CallFault.next(times, method, new CallFault.Kind.Failure(status, reason, null)));
  }

  private int refusedWrites() {
    return clinic.calendars().find(sync.calendar()).orElseThrow().refusedWrites();
  }

  @Test
  void c34_refusedWrite_isToldOnce_shown_andOverWithTheNextChange() {
    UUID id = shown(SLOT);
    change(id, clinic.wanted(LATER));
    refuse(1, ApiMethod.EVENTS_PATCH, 403, "forbiddenForNonOrganizer");
    List<String> told = toldBy(this::write);

    assertThat(told).containsExactly("calendar.write_refused");
    assertThat(clinic.eventData("calendar.write_refused"))
        .contains("google_403_forbiddenForNonOrganizer");
    assertThat(clinic.appointment(id).sync().result()).isEqualTo(SyncResult.REFUSED);
    assertThat(clinic.appointment(id).sync().code())
        .isEqualTo("google_403_forbiddenForNonOrganizer");
    assertThat(refusedWrites()).isEqualTo(1);
    google.clearLogs();
    write();
    assertThat(google.writes()).isZero();

    change(id, clinic.wanted(Clinic.slot(3, 15)));
    write();
    settle();
    assertAgreed(id);
    assertThat(clinic.appointment(id).sync()).isNull();
    assertThat(refusedWrites()).isZero();
  }

  /** A request that Google does not understand is our mistake: an upgrade may mend it. */
  @Test
  void c34_requestThatGoogleDoesNotUnderstand_staysDueAndIsToldOnce() {
    UUID id = shown(SLOT);
    change(id, clinic.wanted(LATER));
    refuse(2, ApiMethod.EVENTS_PATCH, 400, "invalid");
    assertThat(toldBy(this::write)).containsExactly("calendar.write_refused");
    assertThat(dueInMinutes()).isBetween(55L, 61L);

    clinic.dsl().update(LINK).set(LINK.DUE_AT, DatabaseClock.now()).execute();
    assertThat(toldBy(this::write)).isEmpty();
    assertThat(dueInMinutes()).isBetween(115L, 121L);

    clinic.dsl().update(LINK).set(LINK.DUE_AT, DatabaseClock.now()).execute();
    write();
    settle();
    assertAgreed(id);
    assertThat(refusedWrites()).isZero();
  }

  @Test
  void c36_putBackThatGoogleRefuses_isNotToldAsDone() {
    shown(SLOT);
    UUID id = shown(LATER);
    move(id, SLOT);
    pull();
    refuse(1, ApiMethod.EVENTS_PATCH, 403, "forbiddenForNonOrganizer");
    assertThat(toldBy(this::write)).containsExactly("calendar.write_refused");

    clinic.dsl().update(LINK).set(LINK.DUE_AT, DatabaseClock.now()).execute();
    List<String> told =
        toldBy(
            () -> {
              write();
              settle();
            });
    assertThat(told).containsExactly("calendar.conflict_reverted");
    assertThat(clinic.eventData("calendar.conflict_reverted")).contains("SLOT_TAKEN");
    assertAgreed(id);
  }

  @Test
  void c30_moveOntoATakenSlot_isToldWhenItWasPutBack() {
    shown(SLOT);
    UUID id = shown(LATER);
    move(id, SLOT);
    assertThat(toldBy(this::pull)).isEmpty();
    assertThat(toldBy(this::write)).containsExactly("calendar.conflict_reverted");
    assertThat(clinic.eventData("calendar.conflict_reverted"))
        .contains("\"requested_start\":\"" + SLOT.start());
    assertThat(clinic.appointment(id).sync().result()).isEqualTo(SyncResult.REVERTED);
    assertAgreed(id);
  }

  private long dueInMinutes() {
    return clinic
        .dsl()
        .select(
            DSL.field(
                "timestampdiff(minute, {0}, {1})", Long.class, DatabaseClock.now(), LINK.DUE_AT))
        .from(LINK)
        .where(LINK.DUE_AT.isNotNull())
        .fetchSingle()
        .value1();
  }
}
