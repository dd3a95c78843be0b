package org.wardbell.activities.calendar.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.calendar.channel.ChannelHarness.Channel;
import org.wardbell.activities.calendar.channel.PushOutcome.NoSignalNeeded;
import org.wardbell.activities.calendar.channel.PushOutcome.SignalNeeded;
import org.wardbell.activities.calendar.sync.SyncHarness;
import org.wardbell.activities.calendar.sync.SyncSession;

/** Pushes that come during a pull, in bursts, or from many threads. */
@Tag("servers")
class PushStoreTest {
  private SyncHarness sync;
  private ChannelHarness channels;

  @BeforeEach
  void start() {
    sync = new SyncHarness();
    channels = new ChannelHarness(sync);
  }

  @AfterEach
  void stop() {
    sync.close();
  }

  @Test
  void push_midPull_isNotCoveredByThatPull() {
    Channel channel = channels.active();
    channels.push(channel);
    SyncSession pulling = sync.take();
    channels.push(channel);

    sync.endPull(pulling, "token");

    assertThat(sync.clinic().calendars().find(sync.calendar()).orElseThrow().unseenPushes())
        .isEqualTo(1);
  }

  @Test
  void pushes_signalOnlyUntilASignalIsAcknowledged_andAgainOnceItIsHandled() {
    Channel channel = channels.active();
    sync.endPull(sync.take(), "t0");
    assertThat(channels.push(channel)).isInstanceOf(SignalNeeded.class);
    SignalNeeded signal = (SignalNeeded) channels.push(channel);
    channels.pushes().signalled(signal);
    assertThat(channels.push(channel)).isInstanceOf(NoSignalNeeded.class);

    sync.endPull(sync.take(), "t1");
    assertThat(channels.push(channel)).isInstanceOf(SignalNeeded.class);
  }

  @Test
  void pushes_fromManyThreads_areAllCounted() throws Exception {
    Channel channel = channels.active();
    sync.endPull(sync.take(), "t0");
    List<Callable<PushOutcome>> burst = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      burst.add(() -> channels.push(channel));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      threads.invokeAll(burst).forEach(done -> assertThat(done.isDone()).isTrue());
    }
    assertThat(sync.clinic().calendars().find(sync.calendar()).orElseThrow().unseenPushes())
        .isEqualTo(100);
  }

  @Test
  void push_doesNotWaitForAPullThatHoldsTheCalendar() throws Exception {
    Channel channel = channels.active();
    SyncSession pulling = sync.take();
    try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
      sync.sessions()
          .run(
              pulling,
              transaction -> {
                try {
                  assertThat(thread.submit(() -> channels.push(channel)).get(3, TimeUnit.SECONDS))
                      .isInstanceOf(SignalNeeded.class);
                } catch (Exception waited) {
                  throw new AssertionError("the push waited for the pull", waited);
                }
              });
    }
  }
}
