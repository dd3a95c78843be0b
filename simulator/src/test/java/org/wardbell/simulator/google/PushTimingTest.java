package org.wardbell.simulator.google;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.services.calendar.model.Channel;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wardbell.simulator.google.push.PushFaults;
import org.wardbell.simulator.receiver.Behaviour;
import org.wardbell.simulator.receiver.ReceivedRequest;
import org.wardbell.simulator.receiver.ReceiverSimulator;

/** Pushes that come late, merged, bare, or after their channel was stopped. */
class PushTimingTest extends GoogleWalk {

  private static final Duration SOON = Duration.ofSeconds(10);

  private ReceiverSimulator receiver;

  @BeforeEach
  void listen() throws IOException {
    receiver = ReceiverSimulator.start(0);
  }

  @AfterEach
  void stopListening() {
    receiver.close();
  }

  /** Guide "Push": no time is promised; users report that quick changes make one message. */
  @Test
  void changes_inQuickSuccession_makeOnePush_postedAfterTheLast() throws Exception {
    watch("channel-1");
    google.pushFaults(PushFaults.NONE.mergedWithin(Duration.ofMillis(1_500)));
    long began = System.nanoTime();
    for (int number = 0; number < 5; number++) {
      doctor.create("event", NINE, NINE.plusSeconds(60));
    }
    receiver.await("/push", 2, SOON);
    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .isGreaterThanOrEqualTo(Duration.ofMillis(1_500));

    doctor.create("event", NINE, NINE.plusSeconds(60));

    assertThat(receiver.await("/push", 3, SOON)).hasSize(3);
  }

  /** Reported by users: googleapis/google-api-nodejs-client#1402. */
  @Test
  void stoppedChannel_isPushedToForAWhile_onOrder() throws Exception {
    Channel channel = watch("channel-1");
    act("push-faults", "{\"after_stop_ms\":600000}");
    Channel stop = new Channel().setId("channel-1").setResourceId(channel.getResourceId());
    client.channels().stop(stop).execute();

    doctor.create("event", NINE, NINE.plusSeconds(60));

    receiver.await("/push", 2, SOON);
    assertThat(google.channels(DOCTOR)).isEmpty();
    assertThat(failure(() -> client.channels().stop(stop).execute()).getStatusCode())
        .isEqualTo(404);
  }

  /** Guide "Push", table of headers: Expiration and Token are sent sometimes. */
  @Test
  void optionalHeaders_mayBeMissing() throws Exception {
    watch("channel-1");
    google.pushFaults(PushFaults.NONE.lackingHeaders(1, 0));
    doctor.create("event", NINE, NINE.plusSeconds(60));
    receiver.await("/push", 2, SOON);
    act("push-faults", "{\"without_token\":1}");
    doctor.create("event", NINE, NINE.plusSeconds(60));

    List<ReceivedRequest> pushes = receiver.await("/push", 3, SOON);

    assertThat(pushes.get(0).header("X-Goog-Channel-Expiration")).isNotNull();
    assertThat(pushes.get(0).header("X-Goog-Channel-Token")).isEqualTo("secret");
    assertThat(pushes.get(1).header("X-Goog-Channel-Expiration")).isNull();
    assertThat(pushes.get(1).header("X-Goog-Channel-Token")).isEqualTo("secret");
    assertThat(pushes.get(2).header("X-Goog-Channel-Expiration")).isNotNull();
    assertThat(pushes.get(2).header("X-Goog-Channel-Token")).isNull();
  }

  /** Guide "Push": posted again after 500, 502, 503 and 504; how often, Google does not say. */
  @Test
  void push_postedOnceOnly_onOrder() throws Exception {
    watch("channel-1");
    receiver.await("/push", 1, SOON);
    act("push-tries", "{\"posts\":1}");
    receiver.behave("/push", Behaviour.statuses(503));

    doctor.create("event", NINE, NINE.plusSeconds(60));

    receiver.await("/push", 2, SOON);
    Thread.sleep(600);
    assertThat(receiver.requests("/push")).hasSize(2);
  }

  @Test
  void shares_drawnWithTheSameSeed_areTheSame() throws Exception {
    assertThat(missingTokens("one", 11)).isEqualTo(missingTokens("two", 11));
    assertThat(missingTokens("three", 11)).isNotEqualTo(missingTokens("four", 12));
  }

  private List<Boolean> missingTokens(String id, long seed) throws Exception {
    int before = receiver.requests("/push").size();
    watch(id);
    receiver.await("/push", before + 1, SOON);
    google.pushFaults(new PushFaults(seed, 0, 0, 0, Duration.ZERO, false).lackingHeaders(0, 0.5));
    for (int number = 0; number < 20; number++) {
      doctor.create("event", Instant.EPOCH, Instant.EPOCH.plusSeconds(60));
    }
    List<ReceivedRequest> pushes = receiver.await("/push", before + 21, SOON);
    google.dropChannels(DOCTOR);
    return pushes.subList(before + 1, before + 21).stream()
        .map(push -> push.header("X-Goog-Channel-Token") == null)
        .toList();
  }

  private Channel watch(String id) throws IOException {
    Channel channel = new Channel().setId(id).setType("web_hook").setToken("secret");
    return client.events().watch(DOCTOR, channel.setAddress(receiver.url("/push"))).execute();
  }
}
