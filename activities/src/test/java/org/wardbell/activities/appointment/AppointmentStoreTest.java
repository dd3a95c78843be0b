package org.wardbell.activities.appointment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wardbell.activities.database.generated.Tables.APPOINTMENT;
import static org.wardbell.activities.database.generated.Tables.APPOINTMENT_CHANGE;
import static org.wardbell.activities.database.generated.Tables.DOCTOR;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.wardbell.activities.appointment.AppointmentRefusal.Reason;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.calendar.Clinic;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.appointment.AppointmentStatus;

@Tag("servers")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AppointmentStoreTest {
  private Clinic clinic;

  @BeforeAll
  void open() {
    clinic = new Clinic();
  }

  @AfterAll
  void close() {
    clinic.close();
  }

  @BeforeEach
  void forget() {
    clinic.dsl().deleteFrom(APPOINTMENT).execute();
  }

  @Test
  void book_freeSlot_isKeptWithHistoryAndEvent() {
    ChangedAppointment booked = clinic.book(Clinic.slot(1, 9));

    Appointment kept = clinic.appointment(booked.appointment().id());
    assertThat(kept).isEqualTo(booked.appointment());
    assertThat(kept.status()).isEqualTo(AppointmentStatus.BOOKED);
    assertThat(kept.version()).isEqualTo(1);
    assertThat(booked.events().fresh()).hasSize(1);
    assertThat(clinic.eventData("appointment.booked"))
        .contains("\"appointment_id\":\"" + kept.id() + "\"")
        .contains("\"patient_name\":\"Rosa Silbermann\"")
        .contains("\"doctor_name\":\"Dr. Ada Quint\"")
        .contains("\"doctor_id\":\"17\"")
        .contains("\"appointment_timezone\":\"Europe/Berlin\"");
    assertThat(kinds(kept.id())).containsExactly("booked/system");
  }

  @Test
  void book_takenSlot_isRefusedAndWritesNothing() {
    clinic.book(Clinic.slot(1, 9));
    int events = clinic.eventTypes().size();

    assertThatThrownBy(() -> clinic.book(Clinic.slot(1, 9)))
        .isInstanceOfSatisfying(
            AppointmentRefusal.class,
            refusal -> assertThat(refusal.reason()).isEqualTo(Reason.SLOT_TAKEN));
    assertThat(clinic.dsl().fetchCount(APPOINTMENT)).isEqualTo(1);
    assertThat(clinic.eventTypes()).hasSize(events);
  }

  @Test
  void book_slotsThatOnlyTouch_areBothKept() {
    clinic.book(Clinic.slot(1, 9));
    clinic.book(Clinic.slot(1, 10));
    assertThat(clinic.dsl().fetchCount(APPOINTMENT)).isEqualTo(2);
  }

  @Test
  void book_oneSlotFromEightThreads_keepsExactlyOne() throws Exception {
    List<Callable<Boolean>> attempts = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      attempts.add(
          () -> {
            try {
              clinic.book(Clinic.slot(2, 9));
              return true;
            } catch (AppointmentRefusal taken) {
              return false;
            }
          });
    }
    int kept = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<Boolean> attempt : threads.invokeAll(attempts)) {
        kept += attempt.get() ? 1 : 0;
      }
    }
    assertThat(kept).isEqualTo(1);
    assertThat(clinic.dsl().fetchCount(APPOINTMENT)).isEqualTo(1);
    assertThat(clinic.dsl().fetchCount(DOCTOR)).isEqualTo(1);
  }

  @Test
  void update_toAnotherTime_countsTheVersionAndTells() {
    UUID id = clinic.book(Clinic.slot(1, 9)).appointment().id();

    ChangedAppointment changed =
        clinic
            .appointments()
            .update(id, clinic.wanted(Clinic.slot(1, 11)), _ -> {}, AuditOrigin.SYSTEM);

    assertThat(changed.appointment().version()).isEqualTo(2);
    assertThat(clinic.appointment(id).slot()).isEqualTo(Clinic.slot(1, 11));
    assertThat(clinic.eventTypes()).last().isEqualTo("appointment.updated");
    assertThat(kinds(id)).containsExactly("booked/system", "updated/system");
  }

  @Test
  void update_withNothingNew_tellsNobody() {
    UUID id = clinic.book(Clinic.slot(1, 9)).appointment().id();
    int events = clinic.eventTypes().size();

    ChangedAppointment same =
        clinic
            .appointments()
            .update(id, clinic.wanted(Clinic.slot(1, 9)), _ -> {}, AuditOrigin.SYSTEM);

    assertThat(same.appointment().version()).isEqualTo(1);
    assertThat(clinic.eventTypes()).hasSize(events);
  }

  @Test
  void cancel_twice_tellsOnce_andFreesTheSlot() {
    UUID id = clinic.book(Clinic.slot(1, 9)).appointment().id();
    int events = clinic.eventTypes().size();

    clinic.appointments().cancel(clinic.id(), id, AuditOrigin.SYSTEM);
    clinic.appointments().cancel(clinic.id(), id, AuditOrigin.SYSTEM);

    assertThat(clinic.eventTypes().subList(events, events + 2))
        .containsExactly("appointment.cancelled", "appointment.status_changed");
    assertThat(clinic.eventTypes()).hasSize(events + 2);
    assertThat(clinic.eventData("appointment.status_changed"))
        .contains("\"previous_status\":\"BOOKED\"");
    clinic.book(Clinic.slot(1, 9));
  }

  @Test
  void cancel_byAnotherClinic_isRefused() {
    UUID id = clinic.book(Clinic.slot(1, 9)).appointment().id();
    assertThatThrownBy(
            () -> clinic.appointments().cancel(UUID.randomUUID(), id, AuditOrigin.SYSTEM))
        .isInstanceOf(AppointmentRefusal.class);
  }

  @Test
  void row_ofAnAppointment_doesNotShowThePatient() {
    UUID id = clinic.book(Clinic.slot(1, 9)).appointment().id();
    byte[] sealed =
        clinic
            .dsl()
            .select(APPOINTMENT.DETAILS_CIPHERTEXT)
            .from(APPOINTMENT)
            .where(APPOINTMENT.ID.eq(id))
            .fetchSingle(APPOINTMENT.DETAILS_CIPHERTEXT);
    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("Silbermann");
  }

  private List<String> kinds(UUID id) {
    return clinic
        .dsl()
        .selectFrom(APPOINTMENT_CHANGE)
        .where(APPOINTMENT_CHANGE.APPOINTMENT_ID.eq(id))
        .orderBy(APPOINTMENT_CHANGE.NUMBER)
        .fetch(row -> row.getKind() + "/" + row.getSource());
  }
}
