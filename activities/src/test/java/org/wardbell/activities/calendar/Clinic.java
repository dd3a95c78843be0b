package org.wardbell.activities.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.EVENT;
import static org.wardbell.activities.database.generated.Tables.LINK;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.wardbell.activities.appointment.AppointmentErasure;
import org.wardbell.activities.appointment.AppointmentStore;
import org.wardbell.activities.appointment.ChangedAppointment;
import org.wardbell.activities.appointment.DoctorMention;
import org.wardbell.activities.appointment.DoctorStore;
import org.wardbell.activities.appointment.NewAppointment;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.calendar.google.CalendarPolicy;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.crypto.MasterKey;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.database.DatabaseSettings;
import org.wardbell.activities.database.MigratedDatabase;
import org.wardbell.activities.database.OneConnection;
import org.wardbell.activities.event.CatalogueFile;
import org.wardbell.activities.event.EventStore;
import org.wardbell.embedded.mysql.MySqlDatabase;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.appointment.Patient;
import org.wardbell.workflows.appointment.TimeSlot;
import org.wardbell.workflows.event.EventCatalogue;
import tools.jackson.databind.json.JsonMapper;

/** A clinic with one doctor on a real MySQL, as the api's controllers would use it. */
public final class Clinic implements AutoCloseable {
  /** The doctor's id in the clinic's own system, and their address. */
  public static final String DOCTOR = "17";

  public static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

  private final MySqlDatabase mysql = MigratedDatabase.lend();
  private final Database database;
  private final UUID id = UUID.randomUUID();
  private final DoctorStore doctors = new DoctorStore();
  private final Encryption encryption;
  private final EventStore events;
  private final AppointmentStore appointments;
  private final CalendarStore calendars;

  public Clinic() {
    database =
        Database.open(
            new DatabaseSettings(mysql.jdbcUrl(), mysql.user(), mysql.password(), 16),
            OneConnection::new);
    encryption = new Encryption(MasterKey.ofText(MasterKey.newKeyset()), database.keys());
    events = new EventStore(encryption);
    AuditStore audit = new AuditStore(InstantSource.system());
    appointments = new AppointmentStore(database.dsl(), doctors, encryption, events, audit);
    calendars = new CalendarStore(database.dsl(), doctors, encryption, audit);
  }

  public Database database() {
    return database;
  }

  public DSLContext dsl() {
    return database.dsl();
  }

  public UUID id() {
    return id;
  }

  public AppointmentStore appointments() {
    return appointments;
  }

  public CalendarStore calendars() {
    return calendars;
  }

  public Encryption encryption() {
    return encryption;
  }

  public EventStore events() {
    return events;
  }

  public DoctorStore doctors() {
    return doctors;
  }

  /** Returns a whole hour on a day to come. */
  public static TimeSlot slot(int daysAhead, int hour) {
    Instant start =
        Instant.now()
            .truncatedTo(ChronoUnit.DAYS)
            .plus(daysAhead, ChronoUnit.DAYS)
            .plus(hour, ChronoUnit.HOURS);
    return new TimeSlot(start, start.plus(1, ChronoUnit.HOURS));
  }

  public NewAppointment wanted(TimeSlot slot) {
    return wanted(DOCTOR, slot);
  }

  /** Returns a request for an appointment with another doctor. */
  public NewAppointment wanted(String doctor, TimeSlot slot) {
    return new NewAppointment(
        id,
        new DoctorMention(doctor, "Dr. Ada Quint", "ada@clinic.example", null),
        null,
        slot,
        ZONE,
        new Patient("p-1", "Rosa Silbermann", "rosa@patients.example", "+49 30 1234567"),
        List.of("Check-up"),
        "first visit");
  }

  public ChangedAppointment book(TimeSlot slot) {
    return appointments.book(wanted(slot), AuditOrigin.SYSTEM);
  }

  public Appointment appointment(UUID appointmentId) {
    return appointments.find(appointmentId).orElseThrow();
  }

  /** Returns the id that an appointment's event has in a calendar now. */
  public String eventId(UUID calendarId, UUID appointmentId) {
    return dsl()
        .select(LINK.GOOGLE_EVENT_ID)
        .from(LINK)
        .where(LINK.CALENDAR_ID.eq(calendarId))
        .and(LINK.APPOINTMENT_ID.eq(appointmentId))
        .fetchSingle(LINK.GOOGLE_EVENT_ID);
  }

  /** Returns the ids of all appointments' events in a calendar. */
  public List<String> eventIds(UUID calendarId) {
    return dsl()
        .select(LINK.GOOGLE_EVENT_ID)
        .from(LINK)
        .where(LINK.CALENDAR_ID.eq(calendarId))
        .fetch(LINK.GOOGLE_EVENT_ID);
  }

  /** Returns the types of the events recorded so far, oldest first. */
  public List<String> eventTypes() {
    return dsl().select(EVENT.TYPE).from(EVENT).orderBy(EVENT.NUMBER).fetch(EVENT.TYPE);
  }

  /** Returns the data of the newest event of a type, as JSON. */
  public String eventData(String type) {
    return dsl()
        .selectFrom(EVENT)
        .where(EVENT.TYPE.eq(type))
        .orderBy(EVENT.NUMBER.desc())
        .limit(1)
        .fetchSingle(
            row ->
                new String(
                    events.open(row.getClinicId(), row.getId(), row.getDataCiphertext()),
                    StandardCharsets.UTF_8));
  }

  /**
   * Returns the variables of recorded events that the catalogue does not know for their type:
   * nobody could use them.
   */
  public List<String> uncataloguedVariables() {
    EventCatalogue catalogue = CatalogueFile.load();
    return dsl()
        .selectFrom(EVENT)
        .fetch(
            row -> {
              byte[] data = events.open(row.getClinicId(), row.getId(), row.getDataCiphertext());
              Set<String> known = catalogue.variables(List.of(row.getType()));
              return new JsonMapper()
                  .readTree(data).propertyNames().stream()
                      .filter(name -> !known.contains(name))
                      .map(name -> row.getType() + ": " + name)
                      .toList();
            })
        .stream()
        .flatMap(List::stream)
        .distinct()
        .toList();
  }

  /** Connects a calendar of the doctor. */
  public UUID connect(String googleCalendarId, String refreshToken, CalendarPolicy policy) {
    return connect(DOCTOR, googleCalendarId, refreshToken, policy);
  }

  /** Connects a calendar of another doctor. */
  public UUID connect(
      String doctor, String googleCalendarId, String refreshToken, CalendarPolicy policy) {
    return calendars.connect(
        new CalendarConnection(
            id, DoctorMention.of(doctor), googleCalendarId, refreshToken, policy),
        AuditOrigin.SYSTEM);
  }

  /** Gives a calendar up, and does what its workflow does then. */
  public void giveUp(UUID calendar) {
    calendars.disconnect(id, calendar, _ -> {}, AuditOrigin.SYSTEM);
    new CalendarRemains(dsl(), new AppointmentErasure(encryption)).end(calendar, () -> {});
  }

  @Override
  public void close() {
    database.close();
    MigratedDatabase.giveBack(mysql);
    assertThat(OneConnection.takeRefused()).isEmpty();
  }
}
