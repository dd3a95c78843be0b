package org.wardbell.activities.calendar.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.APPOINTMENT;
import static org.wardbell.activities.database.generated.Tables.LINK;

import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.calendar.Clinic;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.workflows.appointment.TimeSlot;

/** Rows that no key opens: each costs itself, and no other appointment of its calendar. */
@Tag("servers")
class UnreadableRowsTest extends TwoSides {
  private static final TimeSlot SLOT = Clinic.slot(3, 9);
  private static final TimeSlot OTHER = Clinic.slot(3, 12);
  private static final byte[] BROKEN = {1, 2, 3};

  @Test
  void appointmentThatDoesNotOpen_holdsUpNoOtherWrite_andIsWrittenOnceItOpens() {
    UUID broken = clinic.book(SLOT).appointment().id();
    UUID other = clinic.book(OTHER).appointment().id();
    byte[] sealed =
        clinic
            .dsl()
            .select(APPOINTMENT.DETAILS_CIPHERTEXT)
            .from(APPOINTMENT)
            .where(APPOINTMENT.ID.eq(broken))
            .fetchSingle()
            .value1();
    details(broken, BROKEN);

    write();

    assertAgreed(other);
    assertThat(clinic.calendars().find(sync.calendar()).orElseThrow().waitingWrites()).isEqualTo(1);

    details(broken, sealed);
    clinic
        .dsl()
        .update(LINK)
        .set(LINK.DUE_AT, DatabaseClock.now())
        .where(LINK.DUE_AT.isNotNull())
        .execute();
    settle();
    assertAgreed(broken);
  }

  @Test
  void contentOfAnEventThatDoesNotOpen_holdsUpNoOtherWrite() {
    UUID broken = shown(SLOT);
    UUID other = shown(OTHER);
    clinic
        .dsl()
        .update(LINK)
        .set(LINK.CONTENT_CIPHERTEXT, BROKEN)
        .where(LINK.APPOINTMENT_ID.eq(broken))
        .execute();
    change(broken, clinic.wanted(Clinic.slot(4, 9)));
    change(other, clinic.wanted(Clinic.slot(4, 12)));

    write();

    assertAgreed(other);
  }

  private void details(UUID appointment, byte[] sealed) {
    clinic
        .dsl()
        .update(APPOINTMENT)
        .set(APPOINTMENT.DETAILS_CIPHERTEXT, sealed)
        .where(APPOINTMENT.ID.eq(appointment))
        .execute();
  }
}
