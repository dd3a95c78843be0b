package org.wardbell.simulator.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.services.calendar.Calendar;
import com.google.api.services.calendar.model.Channel;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wardbell.simulator.google.push.Push;
import org.wardbell.simulator.google.push.PushFaults;
import org.wardbell.simulator.receiver.Behaviour;
import org.wardbell.simulator.receiver.ReceivedRequest;
import org.wardbell.simulator.receiver.ReceiverSimulator;

class PushTest {

  private static final String DOCTOR = "doctor@example.org";
  private static final Instant NINE = Instant.parse("2026-11-23T09:00:00Z");
  private static final Duration SOON = Duration.ofSeconds(5);

  private GoogleCalendarSimulator google;
  private ReceiverSimulator receiver;
  private Calendar client;
  private Doctor doctor;

  @BeforeEach
  void start() throws IOException {
    google = GoogleCalendarSimulator.start(0);
    receiver = ReceiverSimulator.start(0);
    google.addAccount(DOCTOR);
    client = GoogleClient.connect(google, google.grant(DOCTOR));
    doctor = google.doctor(DOCTOR);
  }

  @AfterEach
  void stop() {
    google.close();
    receiver.close();
  }

  @Test
  void watch_thenChanges_pushesSyncThenExistsWithRisingNumbers() throws Exception {
    Channel channel = watch("channel-1", "/push");
    for (int number = 0; number < 5; number++) {
      doctor.create("event", NINE, NINE.plusSeconds(60));
    }

    List<ReceivedRequest> pushes = receiver.await("/push", 6, SOON);

    assertThat(pushes)
        .extracting(push -> push.header("X-Goog-Resource-State"))
        .containsExactly("sync", "exists", "exists", "exists", "exists", "exists");
    List<Long> numbers = pushes.stream().map(PushTest::number).toList();
    assertThat(numbers).isSorted().doesNotHaveDuplicates().startsWith(1L);
    ReceivedRequest last = pushes.getLast();
    assertThat(last.method()).isEqualTo("POST");
    assertThat(last.body().size()).isZero();
    assertThat(last.header("X-Goog-Channel-ID")).isEqualTo("channel-1");
    assertThat(last.header("X-Goog-Channel-Token")).isEqualTo("token of channel-1");
    assertThat(last.header("X-Goog-Resource-ID")).isEqualTo(channel.getResourceId());
    assertThat(last.header("X-Goog-Resource-URI")).contains("/calendar/v3/calendars/");
    ZonedDateTime expiration =
        ZonedDateTime.parse(
            String.valueOf(last.header("X-Goog-Channel-Expiration")),
            DateTimeFormatter.RFC_1123_DATE_TIME);
    assertThat(expiration.toEpochSecond()).isEqualTo(channel.getExpiration() / 1_000);
  }

  @Test
  void watch_syncBeforeAnswer_arrivesFirst() throws Exception {
    google.pushFaults(PushFaults.NONE.withSyncBeforeAnswer());

    watch("channel-1", "/push");

    assertThat(receiver.requests("/push")).hasSize(1);
  }

  @Test
  void watch_longLifeAsked_grantsLess() throws Exception {
    google.longestChannelLife(Duration.ofMinutes(10));

    long expiration = watch("channel-1", "/push").getExpiration();

    assertThat(Instant.ofEpochMilli(expiration))
        .isBetween(Instant.now().plusSeconds(590), Instant.now().plusSeconds(610));
  }

  @Test
  void watch_usedIdOrUnsupportedCalendar_is400() throws Exception {
    watch("channel-1", "/push");
    assertThat(GoogleClient.reason(failure(() -> watch("channel-1", "/push"))))
        .isEqualTo("channelIdNotUnique");

    google.pushSupported(DOCTOR, false);
    assertThat(GoogleClient.reason(failure(() -> watch("channel-2", "/push"))))
        .isEqualTo("pushNotSupportedForRequestedResource");
  }

  @Test
  void twoChannels_onOneCalendar_shareTheResourceIdAndBothPush() throws Exception {
    Channel one = watch("channel-1", "/one");
    Channel two = watch("channel-2", "/two");
    assertThat(one.getResourceId()).isEqualTo(two.getResourceId());

    doctor.create("event", NINE, NINE.plusSeconds(60));

    receiver.await("/one", 2, SOON);
    receiver.await("/two", 2, SOON);
  }

  @Test
  void stop_endsPushes_andIs404TheSecondTime() throws Exception {
    Channel channel = watch("channel-1", "/push");
    receiver.await("/push", 1, SOON);
    Channel stop = new Channel().setId("channel-1").setResourceId(channel.getResourceId());

    client.channels().stop(stop).execute();
    doctor.create("event", NINE, NINE.plusSeconds(60));

    assertThat(failure(() -> client.channels().stop(stop).execute()).getStatusCode())
        .isEqualTo(404);
    assertThat(google.channels(DOCTOR)).isEmpty();
    Thread.sleep(100);
    assertThat(receiver.requests("/push")).hasSize(1);
  }

  @Test
  void expiredOrDroppedChannel_pushesNoMore() throws Exception {
    watch("channel-1", "/one");
    google.expireChannels(DOCTOR);
    watch("channel-2", "/two");
    google.dropChannels(DOCTOR);
    doctor.create("event", NINE, NINE.plusSeconds(60));

    Thread.sleep(100);
    assertThat(receiver.requests())
        .extracting(push -> push.header("X-Goog-Resource-State"))
        .containsOnly("sync");
  }

  @Test
  void push_answered503_isPostedAgainWithTheSameNumber_4xxIsNot() throws Exception {
    watch("channel-1", "/push");
    receiver.await("/push", 1, SOON);
    receiver.behave("/push", Behaviour.statuses(503, 200, 400));
    doctor.create("event", NINE, NINE.plusSeconds(60));

    List<ReceivedRequest> pushes = receiver.await("/push", 3, SOON);
    assertThat(number(pushes.get(1))).isEqualTo(number(pushes.get(2)));

    doctor.create("event", NINE, NINE.plusSeconds(60));
    receiver.await("/push", 4, SOON);
    Thread.sleep(400);
    assertThat(receiver.requests("/push")).hasSize(4);
  }

  @Test
  void ownWrite_isPushedToo() throws Exception {
    watch("channel-1", "/push");

    client
        .events()
        .insert(DOCTOR, GoogleClient.event("x", "2026-11-23T09:00:00Z", "2026-11-23T10:00:00Z"))
        .execute();

    receiver.await("/push", 2, SOON);
  }

  @Test
  void faults_dropAll_postsNothing() throws Exception {
    watch("channel-1", "/push");
    google.pushFaults(new PushFaults(7, 1, 0, 0, Duration.ZERO, false));
    doctor.create("event", NINE, NINE.plusSeconds(60));

    receiver.await("/push", 1, SOON);
    Thread.sleep(100);
    assertThat(receiver.requests("/push")).hasSize(1);
    assertThat(google.pushes()).extracting(Push::tries).contains(0);
  }

  @Test
  void faults_duplicateAndReorder_postTwiceAndOutOfOrder() throws Exception {
    watch("channel-1", "/push");
    google.pushFaults(new PushFaults(7, 0, 1, 0.5, Duration.ofMillis(5), false));
    for (int number = 0; number < 10; number++) {
      doctor.create("event", NINE, NINE.plusSeconds(60));
    }

    List<Long> numbers = receiver.await("/push", 21, SOON).stream().map(PushTest::number).toList();

    assertThat(numbers.stream().distinct()).hasSize(11);
    assertThat(numbers).isNotEqualTo(numbers.stream().sorted().toList());
  }

  private Channel watch(String id, String path) throws IOException {
    return client
        .events()
        .watch(
            DOCTOR,
            new Channel()
                .setId(id)
                .setType("web_hook")
                .setAddress(receiver.url(path))
                .setToken("token of " + id)
                .setParams(Map.of("ttl", "604800")))
        .execute();
  }

  private static long number(ReceivedRequest push) {
    return Long.parseLong(String.valueOf(push.header("X-Goog-Message-Number")));
  }

  private static GoogleJsonResponseException failure(ThrowingCallable call) {
    return catchThrowableOfType(GoogleJsonResponseException.class, call);
  }
}
