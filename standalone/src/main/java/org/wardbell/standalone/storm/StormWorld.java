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

/** The world of one seed: two clinics of two doctors each, and a calendar for each doctor. */
final class StormWorld {
  static final int CLINICS = 2;
  static final int DOCTORS_OF_A_CLINIC = 2;
  static final int DOCTORS = CLINICS * DOCTORS_OF_A_CLINIC;

  static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  private static final Duration LENGTH = Duration.ofMinutes(30);
  private static final LocalTime FIRST = LocalTime.of(8, 0);

  private final long seed;
  private final LocalDate day;
  private final List<StormDoctor> doctors;
  private final List<Subject> subjects =
      IntStream.range(0, ActScript.SUBJECTS).mapToObj(Subject::new).toList();
  private final List<OwnEvent> ownEvents = new ArrayList<>();
  private final Set<String> series = new LinkedHashSet<>();
  private final Set<String> expired = new HashSet<>();

  /** An event that a doctor made. */
  record OwnEvent(int doctor, String id) {}

  private StormWorld(long seed, LocalDate day, List<StormDoctor> doctors) {
    this.seed = seed;
    this.day = day;
    this.doctors = doctors;
  }

  /** Makes clinics, accounts and calendars; the calendars are connected a little later. */
  static StormWorld make(StormServers servers, long seed, String run) {
    StormApi api = servers.api();
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
    boolean invites = number % 2 == 0;
    String id = "doctor-" + number;
    String calendar =
        servers
            .api()
            .made(
                "calendars",
                Map.of(
                    "clinic",
                    clinic,
                    "doctor_id",
                    id,
                    "google_calendar_id",
                    account,
                    "refresh_token",
                    servers.google().grant(account),
                    "deletion",
                    number == DOCTORS - 1 ? "unlink" : "cancel",
                    "guests",
                    invites ? "patient" : "none"));
    return new StormDoctor(number, clinic, id, account, UUID.fromString(calendar), invites);
  }

  long seed() {
    return seed;
  }

  List<StormDoctor> doctors() {
    return doctors;
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
}
