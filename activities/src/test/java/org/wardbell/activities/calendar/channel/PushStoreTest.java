package org.wardbell.activities.calendar.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.CALENDAR_COUNTERS;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.DSLContext;
import org.jooq.ExecuteListener;
import org.jooq.Update;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.calendar.channel.ChannelHarness.Channel;
import org.wardbell.activities.calendar.channel.PushOutcome.NoSignalNeeded;
import org.wardbell.activities.calendar.channel.PushOutcome.SignalNeeded;
import org.wardbell.activities.calendar.google.CalendarPolicy;
import org.wardbell.activities.calendar.sync.SyncHarness;
import org.wardbell.activities.calendar.sync.SyncSession;
import org.wardbell.activities.tracing.Tracing;

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
  void c18_push_midPull_isNotCoveredByThatPull() {
    Channel channel = channels.active();
    channels.push(channel);
    SyncSession pulling = sync.take();
    channels.push(channel);

    sync.endPull(pulling, "token");

    assertThat(sync.clinic().calendars().find(sync.calendar()).orElseThrow().unseenPushes())
        .isEqualTo(1);
  }

  @Test
  void c16_pushes_signalOnlyUntilASignalIsAcknowledged_andAgainOnceItIsHandled() {
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
  void c16_pushes_fromManyThreads_areAllCounted() throws Exception {
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

  /** The row is held, so that all but the first have to wait; another calendar's is not. */
  @Test
  void c16_pushesThatWaitForTheSameRow_areCountedTogether_andAnotherCalendarsIsNotHeldUp()
      throws Exception {
    Channel channel = channels.active();
    sync.endPull(sync.take(), "t0");
    AtomicInteger found = new AtomicInteger();
    AtomicInteger counted = new AtomicInteger();
    DSLContext watched =
        sync.clinic()
            .dsl()
            .configuration()
            .derive(
                ExecuteListener.onExecuteStart(
                    statement ->
                        (statement.query() instanceof Update ? counted : found).incrementAndGet()))
            .dsl();
    PushCounts counts = new PushCounts(watched, Tracing.OFF);
    PushStore store = new PushStore(watched, counts);
    UUID other =
        sync.clinic().connect("another", "eve@x.example", "1//other", CalendarPolicy.STANDARD);
    List<Future<PushOutcome>> pushes = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(40);
        ExecutorService beside = Executors.newSingleThreadExecutor()) {
      sync.clinic()
          .dsl()
          .transaction(
              holding -> {
                holding
                    .dsl()
                    .selectFrom(CALENDAR_COUNTERS)
                    .where(CALENDAR_COUNTERS.CALENDAR_ID.eq(sync.calendar()))
                    .forUpdate()
                    .fetch();
                for (int i = 0; i < 40; i++) {
                  pushes.add(
                      threads.submit(
                          () ->
                              store.receive(
                                  channel.id().toString(), channel.token(), "resource", "exists")));
                }
                while (found.get() < 40) {
                  Thread.sleep(5);
                }
                assertThat(beside.submit(() -> counts.count(other)).get())
                    .isInstanceOf(SignalNeeded.class);
              });
      for (Future<PushOutcome> push : pushes) {
        assertThat(push.get()).isInstanceOf(SignalNeeded.class);
      }
    }
    assertThat(unseen()).isEqualTo(40);
    assertThat(counted).as("statements that count 40 pushes").hasValueLessThan(20);
  }

  @Test
  void c02_push_beforeTheWatchAnswer_signalsNobody_andIsCoveredByThePullAfterActivation() {
    sync.endPull(sync.take(), "t0");
    Channel channel = channels.requested();
    assertThat(channels.push(channel)).isInstanceOf(NoSignalNeeded.class);
    assertThat(unseen()).isEqualTo(1);

    SyncSession session = sync.take();
    sync.sessions()
        .run(
            session,
            transaction ->
                channels
                    .store()
                    .activate(
                        transaction, session, channel.id(), "resource", null, Duration.ofDays(7)));
    assertThat(unseen()).isEqualTo(2);
    sync.endPull(sync.take(), "t1");
    assertThat(unseen()).isZero();
    assertThat(channels.push(channel)).isInstanceOf(SignalNeeded.class);
  }

  @Test
  void c05_bothChannelsPushAtARenewal_andOnePullCoversThem() {
    Channel former = channels.active();
    Channel newer = channels.active();
    sync.endPull(sync.take(), "t0");

    SignalNeeded signal = (SignalNeeded) channels.push(former);
    channels.pushes().signalled(signal);
    assertThat(channels.push(newer)).isInstanceOf(NoSignalNeeded.class);

    sync.endPull(sync.take(), "t1");
    assertThat(unseen()).isZero();
  }

  private long unseen() {
    return sync.clinic().calendars().find(sync.calendar()).orElseThrow().unseenPushes();
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
