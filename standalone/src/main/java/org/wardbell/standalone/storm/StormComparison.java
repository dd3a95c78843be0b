package org.wardbell.standalone.storm;

import static org.wardbell.activities.database.generated.Tables.APPOINTMENT;
import static org.wardbell.activities.database.generated.Tables.BUSY_TIME;
import static org.wardbell.activities.database.generated.Tables.CALENDAR;
import static org.wardbell.activities.database.generated.Tables.CALENDAR_QUARANTINE;
import static org.wardbell.activities.database.generated.Tables.CHANNEL;
import static org.wardbell.activities.database.generated.Tables.LINK;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.generated.tables.records.LinkRecord;
import org.wardbell.simulator.google.Doctor;
import tools.jackson.databind.JsonNode;

/**
 * The comparison after quiet: every appointment of a seed's clinics with its events, and every
 * event in its doctors' calendars with what the clinic knows of it.
 */
final class StormComparison {
  private final StormServers servers;
  private final StormWorld world;
  private final List<String> differences = new ArrayList<>();
  private int appointments;

  StormComparison(StormServers servers, StormWorld world) {
    this.servers = servers;
    this.world = world;
  }

  /** Returns what differs, each with its seed. */
  List<String> differences() {
    DSLContext database = servers.database();
    for (String clinic : world.clinics()) {
      for (UUID appointment :
          database
              .select(APPOINTMENT.ID)
              .from(APPOINTMENT)
              .where(APPOINTMENT.CLINIC_ID.eq(UUID.fromString(clinic)))
              .fetch(APPOINTMENT.ID)) {
        appointments++;
        appointment(appointment);
      }
    }
    for (StormDoctor doctor : world.doctors()) {
      calendar(doctor);
    }
    return differences;
  }

  /** Returns how many appointments were compared. */
  int appointments() {
    return appointments;
  }

  private void appointment(UUID id) {
    StormApi.Answer answer = servers.api().get("appointments/" + id + "?include=data");
    JsonNode shown = answer.isSuccess() ? answer.json() : null;
    String of = shown == null ? "" : shown.path("doctor_id").asString("");
    Subject subject = subject(id);
    for (StormDoctor doctor : world.doctors()) {
      LinkRecord link =
          servers
              .database()
              .selectFrom(LINK)
              .where(LINK.CALENDAR_ID.eq(doctor.calendar()))
              .and(LINK.APPOINTMENT_ID.eq(id))
              .fetchOne();
      boolean here =
          shown != null
              && doctor.clinic().equals(shown.path("clinic").asString(""))
              && doctor.id().equals(of);
      if (link == null && !here) {
        continue;
      }
      Doctor atGoogle = servers.google().doctor(doctor.account());
      BothSides sides =
          new BothSides(
              here ? shown : null,
              link == null ? null : event(atGoogle, link.getGoogleEventId()),
              link != null && !link.getState().equals("UNLINKED"),
              doctor.invites(),
              subject);
      for (String difference : sides.differences()) {
        found(
            "%s in the calendar of doctor %d: %s"
                .formatted(named(id, subject), doctor.number(), difference));
      }
      if (link != null && link.getLastError() != null) {
        found(
            "%s in the calendar of doctor %d: a write was refused with %s"
                .formatted(named(id, subject), doctor.number(), link.getLastError()));
      }
    }
  }

  private static @Nullable JsonNode event(Doctor atGoogle, String id) {
    try {
      return atGoogle.event(id);
    } catch (IllegalArgumentException notThere) {
      return null;
    }
  }

  private @Nullable Subject subject(UUID id) {
    return world.subjects().stream().filter(each -> id.equals(each.id())).findFirst().orElse(null);
  }

  private static String named(UUID id, @Nullable Subject subject) {
    return subject == null ? "appointment " + id : "appointment " + subject.number();
  }

  private void calendar(StormDoctor doctor) {
    DSLContext database = servers.database();
    List<LinkRecord> links =
        database.selectFrom(LINK).where(LINK.CALENDAR_ID.eq(doctor.calendar())).fetch();
    Set<String> linked = new HashSet<>();
    links.forEach(
        link -> {
          linked.add(link.getGoogleEventId());
          if (!link.getClinicId().toString().equals(doctor.clinic())) {
            found("doctor %d: a link of another clinic".formatted(doctor.number()));
          }
        });
    events(doctor, linked);
    if (database.fetchCount(
            CHANNEL, CHANNEL.CALENDAR_ID.eq(doctor.calendar()).and(CHANNEL.STATE.eq("ACTIVE")))
        != 1) {
      found("doctor %d: not exactly one channel is active".formatted(doctor.number()));
    }
    if (servers.google().channels(doctor.account()).size() != 1) {
      found("doctor %d: Google pushes on other than one channel".formatted(doctor.number()));
    }
    if (database.fetchExists(
        CALENDAR_QUARANTINE, CALENDAR_QUARANTINE.CALENDAR_ID.eq(doctor.calendar()))) {
      found("doctor %d: an event is in quarantine".formatted(doctor.number()));
    }
    String state =
        database
            .select(CALENDAR.STATE)
            .from(CALENDAR)
            .where(CALENDAR.ID.eq(doctor.calendar()))
            .fetchSingle(CALENDAR.STATE);
    if (!state.equals("CONNECTED")) {
      found("doctor %d: the calendar is %s".formatted(doctor.number(), state));
    }
  }

  /** Compares the doctor's other events with the times that count as taken, and finds orphans. */
  private void events(StormDoctor doctor, Set<String> linked) {
    Set<String> own =
        world.ownEvents().stream()
            .filter(event -> event.doctor() == doctor.number())
            .map(StormWorld.OwnEvent::id)
            .collect(Collectors.toSet());
    Doctor atGoogle = servers.google().doctor(doctor.account());
    Map<String, List<Instant>> busy = new TreeMap<>();
    for (JsonNode event : atGoogle.events()) {
      String id = event.path("id").asString();
      String series = event.path("recurringEventId").asString("");
      if (own.contains(id) && !world.series().contains(id)) {
        busy(event, busy);
      } else if (!linked.contains(id) && !own.contains(id) && !own.contains(series)) {
        found("doctor %d: an event that belongs to no appointment".formatted(doctor.number()));
      }
    }
    own.stream()
        .filter(world.series()::contains)
        .flatMap(id -> atGoogle.instances(id).stream())
        .forEach(instance -> busy(instance, busy));
    Map<String, List<Instant>> taken = new TreeMap<>();
    servers
        .database()
        .selectFrom(BUSY_TIME)
        .where(BUSY_TIME.CALENDAR_ID.eq(doctor.calendar()))
        .forEach(
            row -> taken.put(row.getGoogleEventId(), List.of(row.getStartsAt(), row.getEndsAt())));
    if (!busy.equals(taken)) {
      long missing = busy.entrySet().stream().filter(e -> !taken.entrySet().contains(e)).count();
      long tooMuch = taken.entrySet().stream().filter(e -> !busy.entrySet().contains(e)).count();
      found(
          "doctor %d: of the doctor's own events %d are not taken as they are, and %d times are taken for nothing"
              .formatted(doctor.number(), missing, tooMuch));
    }
  }

  private static void busy(JsonNode event, Map<String, List<Instant>> busy) {
    if (!event.path("transparency").asString("").equals("transparent")) {
      busy.put(event.path("id").asString(), List.of(moment(event, "start"), moment(event, "end")));
    }
  }

  private static Instant moment(JsonNode event, String field) {
    return OffsetDateTime.parse(event.path(field).path("dateTime").asString()).toInstant();
  }

  private void found(String difference) {
    differences.add("seed " + world.seed() + ", " + difference);
  }
}
