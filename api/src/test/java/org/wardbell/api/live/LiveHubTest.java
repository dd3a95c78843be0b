package org.wardbell.api.live;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.DSLContext;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DefaultExecuteListenerProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.wardbell.activities.live.LiveCaller;
import org.wardbell.activities.live.LiveWatch;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import tools.jackson.databind.json.JsonMapper;

/** The thread that looks for all who watch, while the database is away or slow. */
@Tag("servers")
class LiveHubTest {
  private static final DSLContext DATABASE = ApiServer.shared().bean(DSLContext.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final LiveHub hub = new LiveHub(() -> new LiveWatch(disturbed()), JsonMapper.shared());
  private final UUID clinic = UUID.fromString(Clinics.make());
  private final UUID other = UUID.fromString(Clinics.make());

  /** Looks that began: each asks for events. */
  private final Semaphore looks = new Semaphore(0);

  private final AtomicInteger failed = new AtomicInteger();
  private volatile @Nullable RuntimeException failure;

  /** Questions for keys that began, and those that may go on. */
  private final Semaphore asked = new Semaphore(0);

  private final Semaphore answers = new Semaphore(0);
  private volatile boolean answersWait;

  /** The database of the tests, which fails or waits as they want. */
  private DSLContext disturbed() {
    ExecuteListener listener =
        new ExecuteListener() {
          @Override
          public void start(ExecuteContext context) {
            String query = String.valueOf(context.query()).toLowerCase(Locale.ROOT);
            if (query.contains("`api_key`") && answersWait) {
              asked.release();
              answers.acquireUninterruptibly();
            } else if (query.contains("`event`.`accepted_at`")) {
              RuntimeException wanted = failure;
              if (wanted != null) {
                failed.incrementAndGet();
                throw wanted;
              }
              looks.release();
            }
          }
        };
    return DATABASE.configuration().derive(new DefaultExecuteListenerProvider(listener)).dsl();
  }

  @BeforeEach
  void start() {
    hub.start();
  }

  @AfterEach
  void stop() {
    answersWait = false;
    answers.release(100);
    hub.stop();
  }

  private LiveReader watch(UUID of) {
    String key =
        Call.to("/api/v1/keys")
            .post("{\"name\":\"x\",\"role\":\"READER\",\"clinic\":\"%s\"}".formatted(of))
            .json()
            .path("id")
            .asString();
    LiveReader reader =
        new LiveReader(new LiveCaller(UUID.fromString(key), null, of), "203.0.113.7");
    hub.add(reader, null);
    return reader;
  }

  private void awaitLooks(int count) throws InterruptedException {
    looks.drainPermits();
    assertThat(looks.tryAcquire(count, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
  }

  private void failFor(RuntimeException how, int times) throws InterruptedException {
    failed.set(0);
    failure = how;
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (failed.get() < times) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.sleep(20);
    }
  }

  @Test
  void readers_whileTheDatabaseIsAway_areToldOnceAfterIt_thatTheyMissedSomething()
      throws Exception {
    LiveReader ours = watch(clinic);
    LiveReader theirs = watch(other);
    awaitLooks(2);

    failFor(new DataAccessException("away"), 3);
    assertThat(ours.next(Duration.ZERO)).isNull();
    failure = null;

    assertThat(ours.next(PATIENCE)).contains("event: missed").containsOnlyOnce("event:");
    assertThat(theirs.next(PATIENCE)).contains("event: missed").containsOnlyOnce("event:");
    awaitLooks(2);
    assertThat(ours.next(Duration.ZERO)).isNull();
  }

  @Test
  void failure_thatGoesOn_isLoggedOnce() throws Exception {
    Logger logger = (Logger) LoggerFactory.getLogger(LiveHub.class);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    logger.addAppender(log);
    try {
      watch(clinic);
      awaitLooks(1);
      failFor(new IllegalStateException("broken"), 3);
      failure = null;
      awaitLooks(2);
      failFor(new IllegalStateException("again"), 2);
    } finally {
      logger.detachAppender(log);
    }

    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .filteredOn(message -> message.contains("told nothing"))
        .hasSize(2);
  }

  @Test
  void stream_openedWhileKeysAreLookedUp_goesOn() throws Exception {
    answersWait = true;
    LiveReader early = watch(clinic);
    assertThat(asked.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
    LiveReader late = watch(other);
    answersWait = false;
    answers.release();

    awaitLooks(2);
    assertThat(early.hasEnded()).isFalse();
    assertThat(late.hasEnded()).isFalse();
    assertThat(hub.size()).isEqualTo(2);
  }
}
