package org.wardbell.standalone.storm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.CALENDAR;
import static org.wardbell.activities.database.generated.Tables.CALENDAR_COUNTERS;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.wardbell.activities.database.generated.tables.records.CalendarRecord;
import org.wardbell.simulator.google.GoogleCalendarSimulator;
import org.wardbell.simulator.google.api.ApiCall;
import org.wardbell.simulator.google.api.ApiMethod;
import org.wardbell.simulator.google.api.CallFault;
import org.wardbell.standalone.bench.environment.Deadline;
import org.wardbell.standalone.bench.environment.Progress;
import org.wardbell.standalone.storm.stage.StormServers;
import tools.jackson.databind.JsonNode;

/**
 * The set-up of {@link CalendarCrashPointsIT}. Both workers are killed at four moments at once,
 * each in the calendar of another doctor: a page was fetched and is not committed; one is committed
 * and nobody heard of it; Google has inserted an event, and its answer did not arrive; Google has
 * opened a channel, and its answer did not arrive. Late answers and locks hold the work at these
 * moments until the kill.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class KilledAtFourMoments {
  /** The subjects of the storm's world that stand at the first three moments. */
  static final int FETCHED = 0;

  static final int COMMITTED = 2;
  static final int INSERTED = 1;

  static final String WATCHED = "late@clinic.example";

  /** Longer than Google's answer is waited for (20 s); the kill comes before that. */
  private static final Duration NEVER = Duration.ofSeconds(60);

  /** Time enough to take two locks before the answer arrives. */
  private static final Duration LATE = Duration.ofSeconds(4);

  /** Who waits for a lock gives up after 3 s, so both have to begin within less. */
  private static final Duration TOGETHER = Duration.ofSeconds(1);

  private static final int TRIES = 5;
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  StormServers servers;
  GoogleCalendarSimulator google;
  StormWorld world;
  UUID watched;
  CalendarRecord fetchedBefore;
  CalendarRecord fetchedAtKill;
  CalendarRecord committedBefore;
  CalendarRecord committedAtKill;
  JsonNode fetchedAppointmentAtKill;
  JsonNode committedAppointmentAtKill;
  Map<Long, List<String>> open;

  @BeforeAll
  void killAtFourMoments() throws InterruptedException {
    Progress progress = new Progress(new PrintWriter(Writer.nullWriter()));
    servers =
        StormServers.start(
            Path.of("target").toAbsolutePath(), Deadline.in(Duration.ofMinutes(20)), progress);
    google = servers.google();
    world = StormWorld.make(servers, 1, "crash points");
    book(FETCHED, 0);
    book(COMMITTED, 1);
    assertThat(new StormQuiet(servers, progress).await(List.of(world))).isEmpty();

    google.clearLogs();
    hangAnInsert();
    hangAWatch();
    hangTwoPulls();

    google.behaveWell();
    servers.startWorkers();
    open = new StormQuiet(servers, progress).await(List.of(world));
    await("the calendar is connected", () -> row(watched).getState().equals("CONNECTED"));
    await("one channel is left", () -> google.channels(WATCHED).size() == 1);
  }

  @AfterAll
  void stop() {
    if (servers != null) {
      servers.close();
    }
  }

  private void book(int subject, int doctor) {
    ClinicActs clinics = new ClinicActs(servers.api(), world);
    Act act = new Act(ActKind.BOOK, subject, 0, subject, doctor, 0);
    assertThat(clinics.play(act)).isEqualTo(ActOutcome.DONE);
  }

  StormDoctor doctor(int subject) {
    return switch (subject) {
      case FETCHED -> world.doctor(0);
      case COMMITTED -> world.doctor(1);
      default -> world.doctor(2);
    };
  }

  List<JsonNode> events(int subject) {
    return google.doctor(doctor(subject).account()).events().stream()
        .filter(event -> !event.path("summary").asString("").equals(StormQuiet.PRIVATE))
        .toList();
  }

  private void hangAnInsert() {
    google.fault(CallFault.next(1, ApiMethod.EVENTS_INSERT, new CallFault.Kind.Late(NEVER)));
    book(INSERTED, 0);
    await("Google has the event", () -> !events(INSERTED).isEmpty());
  }

  private void hangAWatch() {
    google.fault(CallFault.next(1, ApiMethod.EVENTS_WATCH, new CallFault.Kind.Late(NEVER)));
    google.addAccount(WATCHED);
    watched =
        UUID.fromString(
            servers
                .api()
                .made(
                    "calendars",
                    Map.of(
                        "clinic",
                        world.doctor(3).clinic(),
                        "doctor_id",
                        "late",
                        "google_calendar_id",
                        WATCHED,
                        "refresh_token",
                        google.grant(WATCHED))));
    await("Google has the channel", () -> google.channels(WATCHED).size() == 1);
  }

  /** Lets two pulls meet a lock, one before its commit and one just after it, and kills then. */
  private void hangTwoPulls() throws InterruptedException {
    for (int attempt = 0; attempt < TRIES; attempt++) {
      fetchedBefore = row(doctor(FETCHED).calendar());
      committedBefore = row(doctor(COMMITTED).calendar());
      long listed = google.count(ApiMethod.EVENTS_LIST);
      google.fault(CallFault.next(2, ApiMethod.EVENTS_LIST, new CallFault.Kind.Late(LATE)));
      drag(FETCHED, attempt);
      drag(COMMITTED, attempt);
      await("both pages are asked for", () -> google.count(ApiMethod.EVENTS_LIST) == listed + 2);
      if (gap().compareTo(TOGETHER) < 0) {
        killAtLocks();
        return;
      }
      await("both pages are committed", () -> moved(FETCHED) && moved(COMMITTED));
    }
    throw new AssertionError("the two pulls never began together");
  }

  private void drag(int subject, int attempt) {
    int slot = 3 + attempt;
    google
        .doctor(doctor(subject).account())
        .move(events(subject).getFirst().path("id").asString(), world.start(slot), world.end(slot));
  }

  /** Returns the time between the last two lists that were asked for. */
  private Duration gap() {
    List<Instant> lists =
        google.calls().stream()
            .filter(call -> call.method() == ApiMethod.EVENTS_LIST)
            .map(ApiCall::at)
            .toList();
    return Duration.between(lists.get(lists.size() - 2), lists.getLast());
  }

  private void killAtLocks() throws InterruptedException {
    CountDownLatch locked = new CountDownLatch(1);
    CountDownLatch killed = new CountDownLatch(1);
    // What the pushes have still to write is written by now.
    Thread.sleep(Duration.ofMillis(700));
    Thread holder = Thread.ofPlatform().start(() -> holdLocks(locked, killed));
    locked.await();
    try {
      await(
          "one page is committed, its pull waits, and so does the other page",
          () ->
              !Objects.equals(
                      row(doctor(COMMITTED).calendar()).getSyncToken(),
                      committedBefore.getSyncToken())
                  && waiting() >= 2);
    } finally {
      servers.killWorker(0);
      servers.killWorker(1);
      killed.countDown();
      holder.join();
    }
    fetchedAtKill = row(doctor(FETCHED).calendar());
    committedAtKill = row(doctor(COMMITTED).calendar());
    fetchedAppointmentAtKill = appointment(FETCHED);
    committedAppointmentAtKill = appointment(COMMITTED);
  }

  private void holdLocks(CountDownLatch locked, CountDownLatch killed) {
    servers
        .database()
        .transaction(
            configuration -> {
              Condition fetched = CALENDAR.ID.eq(doctor(FETCHED).calendar());
              Condition committed = CALENDAR_COUNTERS.CALENDAR_ID.eq(doctor(COMMITTED).calendar());
              configuration.dsl().selectFrom(CALENDAR).where(fetched).forUpdate().fetch();
              configuration
                  .dsl()
                  .selectFrom(CALENDAR_COUNTERS)
                  .where(committed)
                  .forUpdate()
                  .fetch();
              locked.countDown();
              killed.await();
            });
  }

  private long waiting() {
    return transactions().stream().filter("LOCK WAIT"::equals).count();
  }

  /** Returns the states of the transactions that MySQL runs. */
  private List<String> transactions() {
    return servers
        .database()
        .select(DSL.field("trx_state", String.class))
        .from("information_schema.innodb_trx")
        .fetch(row -> row.value1());
  }

  CalendarRecord row(UUID calendar) {
    return servers.database().selectFrom(CALENDAR).where(CALENDAR.ID.eq(calendar)).fetchSingle();
  }

  JsonNode appointment(int subject) {
    return servers.api().get("appointments/" + world.subject(subject).id()).json();
  }

  /** Returns whether the appointment is where its event is. */
  boolean moved(int subject) {
    return moment(appointment(subject).path("start"))
        .equals(moment(events(subject).getFirst().path("start").path("dateTime")));
  }

  private static Instant moment(JsonNode text) {
    return OffsetDateTime.parse(text.asString()).toInstant();
  }

  long told(String type) {
    return servers.database().fetchCount(EVENT, EVENT.TYPE.eq(type));
  }

  private static void await(String what, BooleanSupplier condition) {
    Deadline deadline = Deadline.in(PATIENCE);
    while (!condition.getAsBoolean()) {
      if (deadline.isOver()) {
        throw new AssertionError("waited in vain until " + what);
      }
      StormPlayer.pause(50);
    }
  }
}
