package org.wardbell.standalone.storm;

import static org.wardbell.activities.database.generated.Tables.BUSY_TIME;
import static org.wardbell.activities.database.generated.Tables.CALENDAR;
import static org.wardbell.activities.database.generated.Tables.CALENDAR_QUARANTINE;
import static org.wardbell.activities.database.generated.Tables.CHANNEL;
import static org.wardbell.activities.database.generated.Tables.LINK;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.wardbell.simulator.google.Doctor;
import org.wardbell.standalone.storm.stage.StormServers;
import tools.jackson.databind.JsonNode;

/**
 * The comparison of a calendar: its row, its channels, and every event in it with the appointment
 * or the taken time that it stands for.
 */
final class CalendarComparison {
  private final StormServers servers;
  private final StormWorld world;
  private final StormCalendar calendar;
  private final DSLContext database;
  private final List<String> differences = new ArrayList<>();

  CalendarComparison(StormServers servers, StormWorld world, StormCalendar calendar) {
    this.servers = servers;
    this.world = world;
    this.calendar = calendar;
    this.database = servers.database();
  }

  /** Returns what differs. */
  List<String> differences() {
    if (database.fetchExists(
        LINK,
        LINK.CALENDAR_ID
            .eq(calendar.id())
            .and(LINK.CLINIC_ID.ne(UUID.fromString(world.doctor(calendar).clinic()))))) {
      found("a link of another clinic");
    }
    events();
    channels();
    if (database.fetchExists(
        CALENDAR_QUARANTINE, CALENDAR_QUARANTINE.CALENDAR_ID.eq(calendar.id()))) {
      found("an event is in quarantine");
    }
    String state =
        database
            .select(CALENDAR.STATE)
            .from(CALENDAR)
            .where(CALENDAR.ID.eq(calendar.id()))
            .fetchSingle(CALENDAR.STATE);
    if (!state.equals(calendar.pushed() ? "CONNECTED" : "POLL_ONLY")) {
      found("it is " + state);
    }
    boolean mailed =
        servers.google().mails().all().stream()
            .anyMatch(mail -> mail.calendarId().equals(calendar.googleId()));
    if (mailed && !world.doctor(calendar).style().names()) {
      found("Google mailed a guest, and the clinic did not ask for that");
    }
    return differences;
  }

  private void channels() {
    int wanted = calendar.pushed() ? 1 : 0;
    if (database.fetchCount(
            CHANNEL, CHANNEL.CALENDAR_ID.eq(calendar.id()).and(CHANNEL.STATE.eq("ACTIVE")))
        != wanted) {
      found("not exactly %d channels are active".formatted(wanted));
    }
    int pushing = servers.google().channels(calendar.googleId()).size();
    if (pushing != wanted && !(pushing == 0 && world.isSilenced(calendar))) {
      found("Google pushes on %d channels".formatted(pushing));
    }
  }

  /** Compares the events that are no appointments with taken times, and finds orphans. */
  private void events() {
    Set<String> linked =
        database
            .select(LINK.GOOGLE_EVENT_ID)
            .from(LINK)
            .where(LINK.CALENDAR_ID.eq(calendar.id()))
            .fetchSet(LINK.GOOGLE_EVENT_ID);
    Set<String> own =
        world.ownEvents().stream()
            .filter(event -> event.calendar().equals(calendar))
            .map(StormWorld.OwnEvent::id)
            .collect(Collectors.toSet());
    Doctor atGoogle = servers.google().doctor(calendar.googleId());
    Map<String, List<Instant>> busy = new TreeMap<>();
    for (JsonNode event : atGoogle.events()) {
      String id = event.path("id").asString();
      boolean instance = event.has("recurringEventId");
      if (instance || (linked.contains(id) && !isSeries(event))) {
        continue;
      }
      if (!own.contains(id) && !world.isOfRepeated(id)) {
        found("the event " + id + " belongs to no appointment");
      }
      (isSeries(event) ? atGoogle.instances(id) : List.of(event))
          .stream()
              .filter(each -> !linked.contains(each.path("id").asString()))
              .forEach(each -> busy(each, busy));
    }
    Map<String, List<Instant>> taken = new TreeMap<>();
    database
        .selectFrom(BUSY_TIME)
        .where(BUSY_TIME.CALENDAR_ID.eq(calendar.id()))
        .and(BUSY_TIME.TAKEN.isTrue())
        .forEach(
            row -> taken.put(row.getGoogleEventId(), List.of(row.getStartsAt(), row.getEndsAt())));
    if (!busy.equals(taken)) {
      long missing = busy.entrySet().stream().filter(e -> !taken.entrySet().contains(e)).count();
      long tooMuch = taken.entrySet().stream().filter(e -> !busy.entrySet().contains(e)).count();
      found(
          "of the doctor's own events %d are not taken as they are, and %d times are taken for nothing"
              .formatted(missing, tooMuch));
    }
  }

  private static boolean isSeries(JsonNode event) {
    return !event.path("recurrence").isEmpty();
  }

  private static void busy(JsonNode event, Map<String, List<Instant>> busy) {
    if (!event.path("transparency").asString("").equals("transparent")) {
      busy.put(event.path("id").asString(), List.of(moment(event, "start"), moment(event, "end")));
    }
  }

  private static Instant moment(JsonNode event, String field) {
    JsonNode time = event.path(field);
    return time.hasNonNull("date")
        ? LocalDate.parse(time.path("date").asString()).atStartOfDay(StormWorld.ZONE).toInstant()
        : OffsetDateTime.parse(time.path("dateTime").asString()).toInstant();
  }

  private void found(String difference) {
    differences.add("calendar %d: %s".formatted(calendar.number(), difference));
  }
}
