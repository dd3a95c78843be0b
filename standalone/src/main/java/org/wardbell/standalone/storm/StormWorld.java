package org.wardbell.standalone.storm;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.wardbell.simulator.google.api.ApiMethod;
import org.wardbell.simulator.google.api.CallFault;
import org.wardbell.standalone.storm.stage.StormApi;
import org.wardbell.standalone.storm.stage.StormServers;

/**
 * The world of one seed: two clinics of two doctors each. Each doctor has a calendar, and one has
 * two. In some seeds Google offers no pushes for one of them, or at first refuses a channel.
 */
final class StormWorld {
  static final int CLINICS = 2;
  static final int DOCTORS_OF_A_CLINIC = 2;
  static final int DOCTORS = CLINICS * DOCTORS_OF_A_CLINIC;

  /** The doctor who has two calendars. */
  private static final int WITH_TWO = 1;

  /** The doctor whose deleted events let their appointments go, and who gets no pushes at times. */
  private static final int LAST = DOCTORS - 1;

  /** One seed in so many has a calendar without pushes, another one a channel that is refused. */
  private static final int SELDOM = 4;

  static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  private static final Duration LENGTH = Duration.ofMinutes(30);
  private static final LocalTime FIRST = LocalTime.of(8, 0);

  private final long seed;
  private final LocalDate day;
  private final List<StormDoctor> doctors;
  private final List<StormCalendar> calendars;
  private final List<Subject> subjects =
      IntStream.range(0, ActScript.SUBJECTS).mapToObj(Subject::new).toList();
  private final List<OwnEvent> ownEvents = new ArrayList<>();
  private final Set<String> series = new LinkedHashSet<>();
  private final Set<String> repeated = new HashSet<>();
  private final Set<String> expired = new HashSet<>();
  private final Set<String> silenced = new HashSet<>();

  /** An event that a doctor made in one of their calendars. */
  record OwnEvent(StormCalendar calendar, String id) {}

  private StormWorld(long seed, LocalDate day, List<StormDoctor> doctors) {
    this.seed = seed;
    this.day = day;
    this.doctors = doctors;
    this.calendars = doctors.stream().flatMap(doctor -> doctor.calendars().stream()).toList();
  }

  /** Makes clinics, accounts and calendars; the calendars are connected a little later. */
  static StormWorld make(StormServers servers, long seed, String run) {
    StormApi api = servers.api();
    if (seed % SELDOM == SELDOM - 1) {
      servers
          .google()
          .fault(
              CallFault.next(
                  1,
                  ApiMethod.EVENTS_WATCH,
                  new CallFault.Kind.Failure(503, "backendError", null)));
    }
    List<StormDoctor> doctors = new ArrayList<>();
    for (int clinic = 0; clinic < CLINICS; clinic++) {
      String id =
          api.made(
              "clinics",
              Map.of(
                  "name",
                  "Storm %d, clinic %d, %s".formatted(seed, clinic, run),
                  "time_zone",
                  ZONE.getId()));
      for (int each = 0; each < DOCTORS_OF_A_CLINIC; each++) {
        doctors.add(connect(servers, seed, id, doctors.size()));
      }
    }
    return new StormWorld(seed, LocalDate.now(ZoneOffset.UTC).plusDays(2), List.copyOf(doctors));
  }

  private static StormDoctor connect(StormServers servers, long seed, String clinic, int number) {
    String account = "doctor-%d.storm-%d@clinic.example".formatted(number, seed);
    servers.google().addAccount(account, ZONE);
    StormStyle style = StormStyle.of(number);
    String id = "doctor-" + number;
    boolean pushed = number < LAST || seed % SELDOM != SELDOM / 2;
    servers.google().pushSupported(account, pushed);
    List<StormCalendar> calendars = new ArrayList<>();
    calendars.add(
        new StormCalendar(
            number, account, connect(servers, clinic, number, account, account), pushed));
    if (number == WITH_TWO) {
      String second = "second-of-" + account;
      servers.google().addCalendar(second, account, ZONE);
      calendars.add(
          new StormCalendar(
              DOCTORS, second, connect(servers, clinic, number, account, second), true));
    }
    return new StormDoctor(number, clinic, id, account, List.copyOf(calendars), style);
  }

  private static UUID connect(
      StormServers servers, String clinic, int doctor, String account, String calendar) {
    StormStyle style = StormStyle.of(doctor);
    String id =
        servers
            .api()
            .made(
                "calendars",
                Map.of(
                    "clinic",
                    clinic,
                    "doctor_id",
                    "doctor-" + doctor,
                    "google_calendar_id",
                    calendar,
                    "refresh_token",
                    servers.google().grant(account),
                    "deletion",
                    doctor == LAST ? "unlink" : "cancel",
                    "guests",
                    style.invites() ? "patient" : "none",
                    "meet",
                    style.meets()));
    if (style.names()) {
      servers
          .api()
          .put(
              "calendars/" + id + "/event-style",
              Map.of("title", StormStyle.TEMPLATE, "patient_data", true, "invitations", "all"))
          .required();
    }
    return UUID.fromString(id);
  }

  long seed() {
    return seed;
  }

  List<StormDoctor> doctors() {
    return doctors;
  }

  /** Returns the calendars of all doctors. */
  List<StormCalendar> calendars() {
    return calendars;
  }

  /** Returns whose calendar this is. */
  StormDoctor doctor(StormCalendar calendar) {
    return doctors.stream()
        .filter(doctor -> doctor.calendars().contains(calendar))
        .findFirst()
        .orElseThrow();
  }

  StormDoctor doctor(int number) {
    return doctors.get(number);
  }

  /** Returns the clinics' ids. */
  List<String> clinics() {
    return doctors.stream().map(StormDoctor::clinic).distinct().toList();
  }

  /** Returns a doctor of the clinic that an appointment belongs to. */
  StormDoctor doctorFor(Subject subject, int choice) {
    return doctors.get(
        subject.number() % CLINICS * DOCTORS_OF_A_CLINIC + choice % DOCTORS_OF_A_CLINIC);
  }

  Subject subject(int number) {
    return subjects.get(number);
  }

  List<Subject> subjects() {
    return subjects;
  }

  /** Returns the beginning of a half hour. */
  Instant start(int slot) {
    return day.atTime(FIRST).toInstant(ZoneOffset.UTC).plus(LENGTH.multipliedBy(slot));
  }

  Instant end(int slot) {
    return start(slot).plus(LENGTH);
  }

  LocalDate day() {
    return day;
  }

  /** Returns the address of a patient; nobody else's. */
  String patientAddress(int patient) {
    return "patient-%d.storm-%d@patients.example".formatted(patient, seed);
  }

  /** Returns whether an address is that of any patient. */
  static boolean isPatient(String address) {
    return address.endsWith("@patients.example");
  }

  List<OwnEvent> ownEvents() {
    return ownEvents;
  }

  /** Returns whether a calendar's sync token has not died yet, and records that it does now. */
  boolean mayExpire(String account) {
    return expired.add(account);
  }

  /** Records a series that a doctor made. */
  void madeSeries(String id) {
    series.add(id);
  }

  Set<String> series() {
    return series;
  }

  /** Records that a doctor made an appointment's event repeat. */
  void repeated(String id) {
    repeated.add(id);
  }

  /** Returns whether an event is an appointment's that a doctor made repeat, or the rest of one. */
  boolean isOfRepeated(String id) {
    return repeated.stream().anyMatch(each -> id.equals(each) || id.startsWith(each + "_R"));
  }

  /** Records that Google pushes nothing for a calendar any more, although its channel lives on. */
  void silenced(StormCalendar calendar) {
    silenced.add(calendar.googleId());
  }

  boolean isSilenced(StormCalendar calendar) {
    return silenced.contains(calendar.googleId());
  }
}
