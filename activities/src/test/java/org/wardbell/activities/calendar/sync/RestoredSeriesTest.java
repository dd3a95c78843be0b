package org.wardbell.activities.calendar.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.workflows.appointment.AppointmentStatus;

/** Events that repeat, or might be elsewhere, and that the doctor takes out of the bin. */
@Tag("servers")
class RestoredSeriesTest extends TwoCalendars {
  private static final String WEEKLY = "{\"recurrence\":[\"RRULE:FREQ=WEEKLY;COUNT=4\"]}";

  private AppointmentStatus status(UUID id) {
    return clinic.appointment(id).status();
  }

  private List<String> times(String series) {
    return doctor().instances(series).stream()
        .map(each -> each.path("start").path("dateTime").asString(""))
        .toList();
  }

  /** With several calendars a search comes before the deletion counts, and a write ends it. */
  @Test
  void c31_deletedAfterASearch_thenRestored_isBookedAgain() {
    UUID id = shown(SLOT);
    doctor().delete(eventId(id));
    pull();
    settleBoth();
    assertThat(status(id)).isEqualTo(AppointmentStatus.CANCELLED);

    doctor().restore(eventId(id));
    pull();
    assertThat(toldBy(this::settleBoth)).isEmpty();

    assertThat(status(id)).isEqualTo(AppointmentStatus.BOOKED);
    assertAgreed(id);
  }

  @Test
  void c31_instanceDeleted_thenRestored_isBookedAgain() {
    UUID id = shown(SLOT);
    String series = eventId(id);
    doctor().edit(series, WEEKLY);
    pull();
    doctor().delete(eventId(id));
    pull();
    settleBoth();
    assertThat(status(id)).isEqualTo(AppointmentStatus.CANCELLED);

    doctor().restore(eventId(id));
    pull();
    settleBoth();

    assertThat(status(id)).isEqualTo(AppointmentStatus.BOOKED);
    assertAgreed(id);
    assertThat(times(series)).hasSize(4);
  }

  /** Nobody has seen an instance before the series went, so the link knows only the series. */
  @Test
  void c35_madeToRepeatAndDeletedAtOnce_thenRestored_isBookedAgain_asItsInstance() {
    UUID id = shown(SLOT);
    String series = eventId(id);
    doctor().edit(series, WEEKLY);
    doctor().delete(series);
    pull();
    settleBoth();
    assertThat(status(id)).isEqualTo(AppointmentStatus.CANCELLED);

    doctor().restore(series);
    pull();
    settleBoth();

    assertThat(status(id)).isEqualTo(AppointmentStatus.BOOKED);
    assertThat(eventId(id)).isNotEqualTo(series).startsWith(series);
    assertThat(clinic.appointment(id).slot()).isEqualTo(SLOT);
    assertThat(times(series)).hasSize(4);
    assertAgreed(id);
  }

  /** What the clinic called off is deleted again; the other instances are the doctor's time. */
  @Test
  void c35_calledOff_thenRestoredAndMadeToRepeat_losesTheInstanceOnly() {
    UUID id = shown(SLOT);
    String series = eventId(id);
    cancel(id);
    settleBoth();
    doctor().restore(series);
    doctor().edit(series, WEEKLY);
    pull();
    settleBoth();

    assertThat(status(id)).isEqualTo(AppointmentStatus.CANCELLED);
    assertThat(times(series)).hasSize(3);
    assertThat(clinic.book(SLOT).appointment().status()).isEqualTo(AppointmentStatus.BOOKED);
  }
}
