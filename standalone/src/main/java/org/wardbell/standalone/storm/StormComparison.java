package org.wardbell.standalone.storm;

import static org.wardbell.activities.database.generated.Tables.APPOINTMENT;
import static org.wardbell.activities.database.generated.Tables.LINK;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.generated.tables.records.LinkRecord;
import org.wardbell.simulator.google.Doctor;
import org.wardbell.standalone.storm.stage.StormApi;
import org.wardbell.standalone.storm.stage.StormServers;
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
    for (StormCalendar calendar : world.calendars()) {
      new CalendarComparison(servers, world, calendar).differences().forEach(this::found);
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
      boolean here =
          shown != null
              && doctor.clinic().equals(shown.path("clinic").asString(""))
              && doctor.id().equals(of);
      List<Place> places = places(doctor, id);
      List<Place> living = places.stream().filter(Place::isThere).toList();
      if (living.size() > 1) {
        found("%s is in two calendars of a doctor".formatted(named(id, subject)));
      }
      Place place =
          Stream.concat(living.stream(), places.stream())
              .findFirst()
              .orElseGet(() -> new Place(null, null));
      if (place.link() != null || here) {
        compare(named(id, subject), doctor, place, here ? shown : null, subject);
      }
    }
  }

  /** A link with its event; both null if the doctor has no link of the appointment. */
  private record Place(@Nullable LinkRecord link, @Nullable JsonNode event) {
    boolean isThere() {
      return event != null && !DoctorActs.isCancelled(event);
    }
  }

  private List<Place> places(StormDoctor doctor, UUID appointment) {
    List<Place> places = new ArrayList<>();
    for (StormCalendar calendar : doctor.calendars()) {
      servers
          .database()
          .selectFrom(LINK)
          .where(LINK.CALENDAR_ID.eq(calendar.id()))
          .and(LINK.APPOINTMENT_ID.eq(appointment))
          .forEach(
              link ->
                  places.add(
                      new Place(
                          link,
                          event(
                              servers.google().doctor(calendar.googleId()),
                              link.getGoogleEventId()))));
    }
    return places;
  }

  private void compare(
      String named,
      StormDoctor doctor,
      Place place,
      @Nullable JsonNode shown,
      @Nullable Subject subject) {
    LinkRecord link = place.link();
    BothSides sides =
        new BothSides(
            shown,
            place.event(),
            link != null && !link.getState().equals("UNLINKED"),
            doctor.style(),
            subject);
    for (String difference : sides.differences()) {
      found("%s in the calendar of doctor %d: %s".formatted(named, doctor.number(), difference));
    }
    if (link != null
        && link.getLastError() != null
        && !(link.getLastError().equals("meet_failed")
            && BothSides.hasFailedMeeting(place.event()))) {
      found(
          "%s in the calendar of doctor %d: a write was refused with %s"
              .formatted(named, doctor.number(), link.getLastError()));
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

  private void found(String difference) {
    differences.add("seed " + world.seed() + ", " + difference);
  }
}
