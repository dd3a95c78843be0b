package org.wardbell.activities.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.CHANNEL;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.calendar.channel.ChannelState;
import org.wardbell.activities.calendar.google.CalendarPolicy;
import org.wardbell.activities.calendar.sync.CalendarSettings;
import org.wardbell.activities.database.generated.Tables;
import org.wardbell.activities.temporal.Starters;
import org.wardbell.simulator.google.api.ApiMethod;
import org.wardbell.simulator.google.api.CallFault;
import org.wardbell.workflows.appointment.TimeSlot;
import org.wardbell.workflows.calendar.CalendarState;
import org.wardbell.workflows.calendar.CalendarWorkflow;

/** Push channels that open late, end unnoticed, are refused or flooded. */
@Tag("servers")
class CalendarChannelTest extends CalendarTroubleWalk {
  private void fails(ApiMethod method, int times, int status, String reason) {
    google.fault(CallFault.next(times, method, new CallFault.Kind.Failure(status, reason, null)));
  }

  private void doctorWrites(TimeSlot slot) {
    google.doctor(CALENDAR).create("private", slot.start(), slot.end());
  }

  private List<String> channelStates() {
    return clinic
        .dsl()
        .select(CHANNEL.STATE)
        .from(CHANNEL)
        .where(CHANNEL.CALENDAR_ID.eq(calendar))
        .orderBy(CHANNEL.CREATED_AT)
        .fetch(CHANNEL.STATE);
  }

  @Test
  void c02_pushBeforeTheWatchAnswer_isCoveredByOnePullAfterActivation() {
    google.fault(
        CallFault.next(1, ApiMethod.EVENTS_WATCH, new CallFault.Kind.Late(Duration.ofSeconds(3))));
    calendar = clinic.connect(CALENDAR, google.grant(CALENDAR), CalendarPolicy.STANDARD);
    wakes.wakeNow(calendar);
    await("the channel is there", () -> !google.channels(CALENDAR).isEmpty());
    doctorWrites(Clinic.slot(4, 9));
    await("the push is counted", () -> view().unseenPushes() == 1);
    assertThat(channelStates()).containsExactly(ChannelState.REQUESTED.name());
    assertThat(google.count(ApiMethod.EVENTS_LIST)).isZero();

    await("the pull has ended", () -> view().state() == CalendarState.CONNECTED);
    await("nothing waits", () -> view().unseenPushes() == 0);
    assertThat(isRefused(Clinic.slot(4, 9))).isTrue();
    assertThat(google.count(ApiMethod.EVENTS_LIST)).isEqualTo(1);
  }

  @Test
  void c04_lifeThatGoogleGrants_counts() {
    google.longestChannelLife(Duration.ofHours(1));
    connect(CalendarPolicy.STANDARD);
    await("a channel is open", () -> view().channelExpiresAt() != null);
    assertThat(view().channelExpiresAt()).isBefore(ago(Duration.ofHours(-1)));
    assertThat(google.count(ApiMethod.EVENTS_WATCH)).isEqualTo(1);
  }

  @Test
  void c07_tenDaysWithoutAWorker_endWithANewChannel_andCaughtUp() {
    connect(CalendarPolicy.STANDARD);
    UUID id = bookedInGoogle(Clinic.slot(3, 9));
    await("the calendar is at rest", () -> view().unseenPushes() == 0);
    client
        .newUntypedWorkflowStub(CalendarWorkflow.workflowId(calendar))
        .terminate("as if no worker had run");
    String former = onlyChannel();
    google.expireChannels(CALENDAR);
    clinic.dsl().update(CHANNEL).set(CHANNEL.EXPIRES_AT, ago(Duration.ofDays(3))).execute();
    set(Tables.CALENDAR.PULLED_AT, ago(Duration.ofDays(10)));
    set(Tables.CALENDAR.WAKES_AT, ago(Duration.ofDays(10)));
    TimeSlot later = Clinic.slot(3, 14);
    google.doctor(CALENDAR).move(eventId(id), later.start(), later.end());
    assertThat(clinic.appointment(id).slot()).isEqualTo(Clinic.slot(3, 9));

    new CalendarRelay(clinic.dsl(), wakes).run();
    await("the appointment moves", () -> clinic.appointment(id).slot().equals(later));
    await(
        "another channel is open",
        () ->
            google.channels(CALENDAR).size() == 1
                && !google.channels(CALENDAR).getFirst().id().equals(former));
    assertThat(fullPasses()).isEqualTo(1);
  }

  @Test
  void c08_calendarThatIsGoneForWatch_isPolled_andNotWatchedWithoutEnd() {
    fails(ApiMethod.EVENTS_WATCH, 1_000, 404, "notFound");
    connect(CalendarPolicy.STANDARD);
    for (int i = 0; i < 5; i++) {
      wakes.wakeNow(calendar);
    }
    aMoment();
    assertThat(google.count(ApiMethod.EVENTS_WATCH)).isEqualTo(1);
    assertThat(view().state()).isEqualTo(CalendarState.CONNECTED);
    assertThat(told("calendar.reconnect_needed")).isZero();
  }

  @Test
  void c09_stopThatGoogleDoesNotKnow_isDone() {
    connect(CalendarPolicy.STANDARD);
    onlyChannel();
    fails(ApiMethod.CHANNELS_STOP, 1, 404, "channelIdNotFound");
    disconnect();
    await("it is done", () -> channelStates().equals(List.of(ChannelState.STOPPED.name())));
    assertThat(google.count(ApiMethod.CHANNELS_STOP)).isEqualTo(1);
  }

  @Test
  void c09_stopThatIsForbidden_isLeftToExpire() {
    connect(CalendarPolicy.STANDARD);
    onlyChannel();
    fails(ApiMethod.CHANNELS_STOP, 1, 403, "forbidden");
    disconnect();
    await("it is given up", () -> channelStates().equals(List.of(ChannelState.EXPIRED.name())));
    await("the permission is forgotten", () -> !hasToken());
    assertThat(google.count(ApiMethod.CHANNELS_STOP)).isEqualTo(1);
  }

  private void disconnect() {
    clinic.calendars().disconnect(clinic.id(), calendar, _ -> {}, AuditOrigin.SYSTEM);
    wakes.wakeNow(calendar);
  }

  @Test
  void c16_thousandPushes_areFewPulls_andTheLastChangeIsNotLost() throws Exception {
    connect(CalendarPolicy.STANDARD);
    await("the calendar is at rest", () -> view().unseenPushes() == 0);
    String channel = onlyChannel();
    String resource = google.channels(CALENDAR).getFirst().resourceId();
    String token = google.channels(CALENDAR).getFirst().token();
    long before = google.count(ApiMethod.EVENTS_LIST);
    HttpRequest push =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:"
                        + pushes.getAddress().getPort()
                        + CalendarSettings.PUSH_PATH))
            .header("X-Goog-Channel-ID", channel)
            .header("X-Goog-Channel-Token", token)
            .header("X-Goog-Resource-ID", resource)
            .header("X-Goog-Resource-State", "exists")
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    List<Callable<Integer>> burst = new ArrayList<>();
    try (HttpClient sender = HttpClient.newHttpClient();
        ExecutorService threads = Executors.newFixedThreadPool(16)) {
      for (int i = 0; i < 1_000; i++) {
        burst.add(() -> sender.send(push, HttpResponse.BodyHandlers.discarding()).statusCode());
      }
      List<Future<Integer>> answers = threads.invokeAll(burst);
      doctorWrites(Clinic.slot(4, 9));
      for (Future<Integer> answer : answers) {
        assertThat(answer.get()).isEqualTo(200);
      }
    }
    await("nothing waits", () -> view().unseenPushes() == 0);
    assertThat(isRefused(Clinic.slot(4, 9))).isTrue();
    long pulls = google.count(ApiMethod.EVENTS_LIST) - before;
    assertThat(pulls).as("1,000 pushes, one pull of a burst every 3 s").isLessThan(50);
  }

  @Test
  void c17_pushesOnTwoNodesAtOnce_areOneWorkflow() throws Exception {
    calendar = clinic.connect(CALENDAR, google.grant(CALENDAR), CalendarPolicy.STANDARD);
    try (CalendarWakes otherNode = new CalendarWakes(Starters.unlabelled(client), clinic.dsl());
        ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Callable<Boolean>> both = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        CalendarWakes node = i % 2 == 0 ? wakes : otherNode;
        both.add(
            () -> {
              node.wakeNow(calendar);
              return true;
            });
      }
      for (Future<Boolean> woken : threads.invokeAll(both)) {
        assertThat(woken.get()).isTrue();
      }
    }
    await("the calendar is connected", () -> view().state() == CalendarState.CONNECTED);
    aMoment();
    assertThat(google.count(ApiMethod.EVENTS_WATCH)).isEqualTo(1);
    assertThat(fullPasses()).isEqualTo(1);
  }
}
