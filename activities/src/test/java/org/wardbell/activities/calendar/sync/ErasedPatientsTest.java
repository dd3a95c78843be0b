package org.wardbell.activities.calendar.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.LINK;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.calendar.Clinic;
import org.wardbell.workflows.appointment.TimeSlot;

/** What Google and the links still say of a patient after an erasure: nothing. */
@Tag("servers")
class ErasedPatientsTest extends TwoSides {
  private static final TimeSlot SLOT = Clinic.slot(3, 9);

  @Test
  void erasure_leavesNothingOfThePatient_inGoogleOrHere() {
    UUID id = shown(SLOT);
    erase(id);
    write();
    settle();
    assertThat(event(id).toString()).doesNotContain("osa");
    assertThat(sync.content(id)).doesNotContain("osa").contains("erased");
  }

  @Test
  void erasure_ofWhatNoCalendarReaches_forgetsWhatItsEventSaid() {
    UUID id = shown(SLOT);
    assertThat(keptContents()).containsExactly(id);
    clinic.calendars().disconnect(clinic.id(), sync.calendar(), _ -> {}, AuditOrigin.SYSTEM);
    erase(id);
    assertThat(keptContents()).isEmpty();
  }

  /** Nobody writes it any more, so nothing else would forget it. */
  @Test
  void erasureOrDeletion_andTheCalendarGivenUpBeforeItIsWritten_forgetsWhatItsEventSaid() {
    UUID erased = shown(SLOT);
    UUID deleted = shown(Clinic.slot(4, 9));
    UUID kept = shown(Clinic.slot(5, 9));
    erase(erased);
    clinic.appointments().delete(clinic.id(), deleted, _ -> {}, AuditOrigin.SYSTEM);
    clinic.giveUp(sync.calendar());
    assertThat(keptContents()).containsExactly(kept);
  }

  @Test
  void erasure_takesThePatientsAnswer() {
    UUID id = shown(SLOT);
    doctor().answer(eventId(id), ROSA, "declined");
    pull();
    assertThat(clinic.appointment(id).rsvp()).isNotNull();
    erase(id);
    assertThat(clinic.appointment(id).rsvp()).isNull();
    settle();
    assertThat(clinic.appointment(id).rsvp()).isNull();
  }

  /** Other instances of a series that the doctor made of the event are nobody's appointment. */
  @Test
  void erasure_leavesNothingOfThePatient_inTheSeriesThatTheDoctorMadeOfTheEvent() {
    UUID id = shown(SLOT);
    String series = eventId(id);
    doctor()
        .edit(
            series,
            "{\"recurrence\":[\"RRULE:FREQ=WEEKLY;COUNT=4\"],\"summary\":\"Rosa, knee\","
                + "\"attendees\":[{\"email\":\""
                + ROSA
                + "\"},{\"email\":\"eva@clinic.example\"}]}");
    pull();
    assertThat(doctor().instances(series).toString()).contains("Rosa, knee").contains(ROSA);

    erase(id);
    settle();

    assertThat(doctor().instances(series)).hasSize(4);
    assertThat(doctor().instances(series).toString())
        .doesNotContain("osa")
        .contains("eva@clinic.example");
    assertThat(doctor().event(series).toString()).doesNotContain("osa");
    assertAgreed(id);
  }

  /** The doctor is at the same series meanwhile. */
  @Test
  void erasure_ofASeriesThatTheDoctorChangesMeanwhile_leavesNothingOfThePatient() {
    UUID id = shown(SLOT);
    String series = eventId(id);
    doctor().edit(series, "{\"recurrence\":[\"RRULE:FREQ=WEEKLY;COUNT=4\"]}");
    pull();
    erase(id);
    proxy.before(3, () -> doctor().edit(series, "{\"summary\":\"Rosa again\"}"));

    settle();

    assertThat(doctor().event(series).toString()).doesNotContain("osa");
    assertThat(doctor().instances(series).toString()).doesNotContain("osa");
  }

  private List<UUID> keptContents() {
    return clinic
        .dsl()
        .select(LINK.APPOINTMENT_ID)
        .from(LINK)
        .where(LINK.CONTENT_CIPHERTEXT.isNotNull())
        .fetch(LINK.APPOINTMENT_ID);
  }
}
