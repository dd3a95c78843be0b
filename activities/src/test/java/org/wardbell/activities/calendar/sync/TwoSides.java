package org.wardbell.activities.calendar.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.LINK;

import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.wardbell.activities.appointment.AppointmentErasure;
import org.wardbell.activities.appointment.InboundChanges;
import org.wardbell.activities.appointment.NewAppointment;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.calendar.Clinic;
import org.wardbell.activities.calendar.google.CalendarPolicy;
import org.wardbell.activities.calendar.google.GoogleCalendar;
import org.wardbell.activities.calendar.google.GoogleFailure;
import org.wardbell.activities.calendar.google.Googles;
import org.wardbell.activities.calendar.link.LinkStore;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.simulator.google.Doctor;
import org.wardbell.simulator.google.GoogleCalendarSimulator;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.appointment.Patient;
import org.wardbell.workflows.appointment.TimeSlot;
import tools.jackson.databind.JsonNode;

/**
 * The base of tests of both sides of one calendar: a clinic on a real MySQL, a stand-in for Google
 * over real HTTP, and pulls and writes when the test says so.
 */
abstract class TwoSides {
  static final String CALENDAR = "ada@clinic.example";
  static final String ROSA = "rosa@patients.example";
  static final CalendarPolicy INVITING =
      new CalendarPolicy(CalendarPolicy.Deletion.CANCEL, CalendarPolicy.Guests.PATIENT, false);

  SyncHarness sync;
  Clinic clinic;
  GoogleCalendarSimulator google;
  CrossingProxy proxy;
  private InboundSync inbound;
  private OutboundSync outbound;

  @BeforeEach
  void start() throws IOException {
    sync = new SyncHarness(INVITING);
    clinic = sync.clinic();
    google = GoogleCalendarSimulator.start(0);
    google.addAccount(CALENDAR);
    google.grant(CALENDAR, SyncHarness.REFRESH_TOKEN);
    proxy = new CrossingProxy(google.rootUrl());
    GoogleCalendar client = Googles.at(proxy.rootUrl(), google.tokenUrl());
    inbound = sync.inbound(client);
    outbound =
        new OutboundSync(
            clinic.dsl(),
            client,
            sync.sessions(),
            new InboundChanges(clinic.doctors(), clinic.encryption()),
            sync.contents(),
            sync.pages());
    pull();
  }

  @AfterEach
  void stop() {
    proxy.close();
    google.close();
    sync.close();
  }

  void pull() {
    pullWatching(() -> {});
  }

  /** Pulls, and does that before each page and a few times besides. */
  void pullWatching(Runnable heartbeat) {
    pull(sync.calendar(), heartbeat);
  }

  /** Reads what changed in one of the doctor's calendars. */
  void pull(UUID calendar) {
    pull(calendar, () -> {});
  }

  private void pull(UUID calendar, Runnable heartbeat) {
    try {
      inbound.pull(sync.sessions().take(calendar).orElseThrow(), heartbeat);
    } catch (GoogleFailure failure) {
      throw new AssertionError(failure.code(), failure);
    }
  }

  /** Writes what is due; an interrupted write is made again, as Temporal would. */
  void write() {
    write(sync.calendar());
  }

  /** Writes what is due in one of the doctor's calendars likewise. */
  void write(UUID calendar) {
    GoogleFailure last = null;
    for (int attempt = 0; attempt < 3; attempt++) {
      try {
        while (outbound.write(sync.sessions().take(calendar).orElseThrow(), () -> {}) > 0) {
          assertThat(proxy.requests()).as("requests until all is written").isLessThan(60);
        }
        return;
      } catch (GoogleFailure failure) {
        last = failure;
      }
    }
    throw new AssertionError(last);
  }

  /** Writes what is due, and stops at the first failure. */
  void writeOnce() {
    try {
      outbound.write(sync.take(), () -> {});
    } catch (GoogleFailure failure) {
      throw new AssertionError(failure.code(), failure);
    }
  }

  /** Lets everything settle: pulls and writes until neither side has anything new. */
  void settle() {
    for (int round = 0; round < 3; round++) {
      write();
      pull();
    }
    assertThat(LinkStore.due(clinic.dsl(), sync.calendar(), 10)).isEmpty();
  }

  /** Settles, with the waits of searches left out. */
  void settled() {
    for (int round = 0; round < 4; round++) {
      clinic
          .dsl()
          .update(LINK)
          .set(LINK.DUE_AT, DatabaseClock.now())
          .where(LINK.MISSING_SINCE.isNotNull())
          .execute();
      write();
      pull();
    }
    settle();
  }

  Doctor doctor() {
    return google.doctor(CALENDAR);
  }

  /** Books an appointment and writes it. */
  UUID shown(TimeSlot slot) {
    UUID id = clinic.book(slot).appointment().id();
    write();
    pull();
    return id;
  }

  String eventId(UUID appointment) {
    return clinic.eventId(sync.calendar(), appointment);
  }

  JsonNode event(UUID appointment) {
    return doctor().event(eventId(appointment));
  }

  void move(UUID appointment, TimeSlot slot) {
    doctor().move(eventId(appointment), slot.start(), slot.end());
  }

  void change(UUID appointment, NewAppointment wanted) {
    clinic.appointments().update(appointment, wanted, _ -> {}, AuditOrigin.SYSTEM);
  }

  void cancel(UUID appointment) {
    clinic.appointments().cancel(clinic.id(), appointment, AuditOrigin.SYSTEM);
  }

  NewAppointment withPatient(TimeSlot slot, Patient patient) {
    NewAppointment wanted = clinic.wanted(slot);
    return new NewAppointment(
        wanted.clinicId(),
        wanted.doctor(),
        wanted.externalId(),
        wanted.slot(),
        wanted.zone(),
        patient,
        wanted.services(),
        wanted.description());
  }

  static Patient ben() {
    return new Patient("p-2", "Ben Adler", "ben@patients.example", null);
  }

  /** Returns the events that were told since then. */
  List<String> toldBy(Runnable act) {
    int before = clinic.eventTypes().size();
    act.run();
    List<String> all = clinic.eventTypes();
    return all.subList(before, all.size());
  }

  /** Checks that the event is where the appointment is, or gone if that is cancelled. */
  void assertAgreed(UUID id) {
    Appointment appointment = clinic.appointment(id);
    JsonNode event = event(id);
    boolean cancelled = event.path("status").asString().equals("cancelled");
    assertThat(cancelled).isEqualTo(!appointment.status().isOpen());
    if (!cancelled) {
      assertThat(moment(event, "start")).isEqualTo(appointment.slot().start());
      assertThat(moment(event, "end")).isEqualTo(appointment.slot().end());
    }
  }

  private static Instant moment(JsonNode event, String field) {
    return OffsetDateTime.parse(event.path(field).path("dateTime").asString()).toInstant();
  }

  /** Erases the patient of an appointment. */
  final void erase(UUID id) {
    clinic
        .dsl()
        .transaction(
            transaction ->
                new AppointmentErasure(clinic.encryption())
                    .erase(transaction.dsl(), List.of(id), _ -> true));
  }
}
