package org.wardbell.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.BUSY_TIME;
import static org.wardbell.activities.database.generated.Tables.CHANNEL;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.wardbell.simulator.google.api.ApiMethod;
import org.wardbell.simulator.google.api.CallFault;
import org.wardbell.simulator.google.push.PushFaults;
import org.wardbell.standalone.endtoend.CalendarCluster.Shown;
import tools.jackson.databind.JsonNode;

/** Calendars with real processes: two apis take the pushes, one worker does what they ask for. */
class CalendarProcessesIT {
  /** Four pages of 250. */
  private static final int EVENTS = 900;

  private static CalendarCluster cluster;
  private static int doctors;
  private static @Nullable Killed killed;

  @BeforeAll
  static void start() {
    cluster = CalendarCluster.start();
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @AfterEach
  void googleBehavesWell() {
    cluster.google.behaveWell();
  }

  private static String doctor() {
    doctors++;
    return "doctor-%d@clinic.example".formatted(doctors);
  }

  @Test
  void c13_push_whileGoogleIsSilent_isAnsweredAllTheSame() {
    Shown shown = cluster.shown(doctor());
    Duration silence = Duration.ofSeconds(60);
    cluster.google.fault(CallFault.next(1_000, new CallFault.Kind.Late(silence)));
    long calls = cluster.calls(shown.account()).size();
    assertThat(cluster.push(shown.account(), 0)).isEqualTo(200);
    Await.until(
        "a pull that gets no answer",
        () -> cluster.calls(shown.account()).size(),
        seen -> seen > calls);
    long began = System.nanoTime();
    for (int i = 0; i < 20; i++) {
      assertThat(cluster.push(shown.account(), i % 2)).isEqualTo(200);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .as("20 pushes, had each waited for one answer of Google's")
        .isLessThan(silence);
  }

  @Test
  void c14_push_whileTheDatabaseOrTemporalIsAway_is503_andItsChangeIsNotLost() {
    Shown shown = cluster.shown(doctor());
    cluster.surroundings.stopMySql();
    cluster.drag(shown, CalendarCluster.slot(2));
    assertThat(cluster.push(shown.account(), 0)).isEqualTo(503);
    assertThat(cluster.push(shown.account(), 1)).isEqualTo(503);
    cluster.surroundings.startMySqlAgain();
    Await.until(
        "a push that is taken", () -> cluster.push(shown.account(), 1), status -> status == 200);
    cluster.awaitStart(shown, CalendarCluster.slot(2));
    cluster.awaitRest(shown.calendar());

    cluster.surroundings.wipeTemporal();
    cluster.drag(shown, CalendarCluster.slot(4));
    assertThat(cluster.push(shown.account(), 1)).isEqualTo(503);
    cluster.surroundings.startTemporalAgain();
    cluster.awaitStart(shown, CalendarCluster.slot(4));
  }

  @Test
  void c15_pushesTwice_outOfOrder_withGaps_endInTheSameState() {
    Shown shown = cluster.shown(doctor());
    cluster.google.pushFaults(new PushFaults(15, 0.2, 0.5, 0.5, Duration.ofMillis(300), false));
    for (int i = 1; i <= 10; i++) {
      cluster.drag(shown, CalendarCluster.slot(2 * i));
      Await.pause(Duration.ofMillis(100));
    }
    cluster.google.behaveWell();
    Instant last = CalendarCluster.slot(30);
    cluster.drag(shown, last);
    cluster.awaitStart(shown, last);
    cluster.awaitRest(shown.calendar());

    String at = CalendarCluster.slot(0).toString();
    for (JsonNode change : cluster.changesInGoogle(shown.appointment())) {
      assertThat(change.path("kind").asString()).isEqualTo("updated");
      assertThat(change.path("detail").path("from_start").asString()).isEqualTo(at);
      at = change.path("detail").path("start").asString();
    }
    assertThat(at).isEqualTo(last.toString());
    JsonNode event = cluster.google.doctor(shown.account()).event(shown.event());
    assertThat(CalendarCluster.moment(event.path("start").path("dateTime")))
        .as("nothing was written back")
        .isEqualTo(last);
  }

  @Test
  void c16_thousandPushes_areFewPulls_andTheLastChangeIsThere() throws Exception {
    Shown shown = cluster.shown(doctor());
    long before = lists(shown);
    long began = System.nanoTime();
    assertThat(cluster.pushes(shown.account(), 500)).containsOnly(200);
    cluster.drag(shown, CalendarCluster.slot(2));
    cluster.awaitStart(shown, CalendarCluster.slot(2));
    cluster.awaitRest(shown.calendar());
    double seconds = (System.nanoTime() - began) / 1e9;
    // One at once, one after it, and then one for each 4 s at most. Where a busy machine lets them
    // come slowly, a pull covers few of them and is no part of a burst.
    assertThat(lists(shown) - before)
        .isLessThanOrEqualTo(Math.max(3 + (long) (seconds / 4), 2 * 500 / 20));
    assertThat(cluster.changesInGoogle(shown.appointment())).hasSize(1);
  }

  @Test
  void c17_pushesOnTwoNodesAtOnce_areOneWorkflow_andAnotherDoctorsCalendarIsLeftAlone()
      throws Exception {
    Shown shown = cluster.shown(doctor());
    Shown other = cluster.shown(doctor());
    // Google may yet tell of the event that was written there; whatever it has told is pulled.
    long pushesBefore = cluster.told(other);
    cluster.awaitRest(other.calendar());
    long otherBefore = lists(other);
    long before = lists(shown);
    cluster.drag(shown, CalendarCluster.slot(2));
    assertThat(cluster.pushes(shown.account(), 20)).containsOnly(200);
    cluster.awaitStart(shown, CalendarCluster.slot(2));
    cluster.awaitRest(shown.calendar());
    assertThat(lists(shown) - before).as("40 pushes of two nodes").isLessThan(10);
    assertThat(cluster.changesInGoogle(shown.appointment())).hasSize(1);
    assertThat(lists(other) - otherBefore)
        .as("pulls without a push of its own")
        .isLessThanOrEqualTo(cluster.told(other) - pushesBefore);
    assertThat(cluster.google.channels(shown.account())).hasSize(1);
  }

  @Test
  void c46_outageOfGoogles_isNoHotLoop_deletesNothing_andIsCaughtUp() throws Exception {
    Shown shown = cluster.shown(doctor());
    cluster.google.fault(CallFault.next(100_000, new CallFault.Kind.Html(502)));
    cluster.drag(shown, CalendarCluster.slot(2));
    long before = cluster.calls(shown.account()).size();
    for (int i = 0; i < 60; i++) {
      assertThat(cluster.push(shown.account(), i % 2)).isEqualTo(200);
      Await.pause(Duration.ofMillis(100));
    }
    assertThat(cluster.calls(shown.account()).size() - before).as("of 60 pushes").isLessThan(20);
    JsonNode seen = cluster.calendar(shown.calendar());
    assertThat(seen.path("state").asString()).isEqualTo("CONNECTED");
    assertThat(seen.path("unseen_pushes").asInt()).isPositive();
    assertThat(seen.path("lag_seconds").asDouble()).isPositive();
    JsonNode kept = cluster.get("/api/v1/appointments/" + shown.appointment());
    assertThat(kept.path("status").asString()).isEqualTo("BOOKED");
    assertThat(CalendarCluster.start(kept)).isEqualTo(CalendarCluster.slot(0));

    cluster.google.behaveWell();
    cluster.awaitStart(shown, CalendarCluster.slot(2));
    assertThat(cluster.changesInGoogle(shown.appointment())).hasSize(1);
  }

  /**
   * What a kill -9 of the worker met: a page, an insert and a watch of three calendars, each done
   * by Google and not yet answered.
   *
   * @param token of the paged calendar before
   * @param appointment whose event was being inserted
   */
  private record Killed(
      Shown paged,
      String token,
      UUID writing,
      String written,
      String appointment,
      UUID watching,
      String watched) {}

  /** Kills once for the three tests: Temporal notices a dead worker after 90 s. */
  private static Killed killed() {
    Killed before = killed;
    if (before != null) {
      return before;
    }
    Shown paged = cluster.shown(doctor());
    String written = doctor();
    UUID writing = cluster.connect(written);
    cluster.awaitConnected(writing);
    cluster.awaitRest(writing);
    String token = cluster.syncToken(paged.calendar());
    CallFault.Kind late = new CallFault.Kind.Late(Duration.ofSeconds(60));
    cluster.google.fault(new CallFault(1, ApiMethod.EVENTS_LIST, 3, late));
    cluster.google.fault(CallFault.next(1, ApiMethod.EVENTS_INSERT, late));
    cluster.google.fault(CallFault.next(1, ApiMethod.EVENTS_WATCH, late));
    cluster.google.pushFaults(PushFaults.NONE.mergedWithin(Duration.ofSeconds(2)));
    cluster.drag(paged, CalendarCluster.slot(2));
    fourPages(paged.account());
    String appointment = cluster.book(written, CalendarCluster.slot(0));
    String watched = doctor();
    UUID watching = cluster.connect(watched);
    Await.until(
        "the middle of all three",
        () ->
            List.of(
                lists(paged, "pageToken") >= 2,
                cluster.google.doctor(written).events().size() == 1,
                cluster.google.channels(watched).size() == 1),
        reached -> !reached.contains(false));
    cluster.killWorker();
    cluster.google.behaveWell();
    assertThat(cluster.syncToken(paged.calendar())).as("not advanced early").isEqualTo(token);
    killed = new Killed(paged, token, writing, written, appointment, watching, watched);
    return killed;
  }

  @Test
  void c03_killedBeforeTheWatchIsStored_endsWithOneChannel() {
    Killed at = killed();
    cluster.awaitConnected(at.watching());
    Await.until(
        "one channel, the orphan stopped",
        () -> List.of(cluster.google.channels(at.watched()).size(), active(at.watching())),
        List.of(1, 1)::equals);
  }

  @Test
  void c20_killedAfterPage2Of4_losesNothing_andTellsTheMoveOnce() {
    Killed at = killed();
    cluster.awaitRest(at.paged().calendar());
    assertThat(cluster.syncToken(at.paged().calendar())).isNotEqualTo(at.token());
    assertThat(busy(at.paged().calendar())).isEqualTo(EVENTS);
    assertThat(cluster.changesInGoogle(at.paged().appointment())).hasSize(1);
    cluster.awaitStart(at.paged(), CalendarCluster.slot(2));
  }

  @Test
  void c38_killedBeforeTheInsertIsStored_adoptsTheOneEvent() {
    Killed at = killed();
    cluster.awaitRest(at.writing());
    assertThat(cluster.google.doctor(at.written()).events()).hasSize(1);
    JsonNode kept = cluster.get("/api/v1/appointments/" + at.appointment());
    assertThat(kept.path("status").asString()).isEqualTo("BOOKED");
    assertThat(kept.path("version").asInt()).isEqualTo(1);
  }

  private static void fourPages(String account) {
    for (int i = 0; i < EVENTS; i++) {
      Instant start = CalendarCluster.slot(100 + i);
      cluster.google.doctor(account).create("private", start, start.plusSeconds(600));
    }
  }

  private static int busy(UUID calendar) {
    return cluster
        .surroundings
        .database()
        .fetchCount(BUSY_TIME, BUSY_TIME.CALENDAR_ID.eq(calendar));
  }

  private static int active(UUID calendar) {
    return cluster
        .surroundings
        .database()
        .fetchCount(CHANNEL, CHANNEL.CALENDAR_ID.eq(calendar).and(CHANNEL.STATE.eq("ACTIVE")));
  }

  private static long lists(Shown of) {
    return lists(of, "");
  }

  private static long lists(Shown of, String query) {
    return cluster.calls(of.account()).stream()
        .filter(call -> call.method() == ApiMethod.EVENTS_LIST && call.query().contains(query))
        .count();
  }
}
