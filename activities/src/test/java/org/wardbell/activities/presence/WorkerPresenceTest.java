package org.wardbell.activities.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.WORKER_PROCESS;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.DatabaseSettings;
import org.wardbell.activities.database.MigratedDatabase;
import org.wardbell.embedded.mysql.MySqlDatabase;

@Tag("servers")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkerPresenceTest {
  private final Database database = open(MigratedDatabase.create());
  private final WorkerPresence presence = new WorkerPresence(database.keys());

  private static Database open(MySqlDatabase empty) {
    return Database.open(new DatabaseSettings(empty.jdbcUrl(), empty.user(), empty.password(), 4));
  }

  @BeforeEach
  void forget() {
    database.dsl().deleteFrom(WORKER_PROCESS).execute();
  }

  @AfterAll
  void close() {
    database.close();
  }

  @Test
  void beats_ofAWorker_areCounted() {
    presence.begin("4711@host", "1.0");
    assertThat(presence.beat("4711@host")).isTrue();

    assertThat(presence.list())
        .singleElement()
        .satisfies(
            worker -> {
              assertThat(worker.identity()).isEqualTo("4711@host");
              assertThat(worker.beats()).isEqualTo(2);
              assertThat(worker.stoppedAt()).isNull();
              assertThat(worker.seenAt()).isAfterOrEqualTo(worker.startedAt());
            });
  }

  @Test
  void worker_thatStoppedAndBeginsAgain_isNoLongerStopped() {
    presence.begin("1@container", "1.0");
    presence.end("1@container");
    assertThat(presence.list().getFirst().stoppedAt()).isNotNull();

    presence.begin("1@container", "1.1");

    assertThat(presence.list())
        .singleElement()
        .satisfies(
            worker -> {
              assertThat(worker.stoppedAt()).isNull();
              assertThat(worker.version()).isEqualTo("1.1");
              assertThat(worker.beats()).isEqualTo(2);
            });
  }

  @Test
  void twoWorkersOfOneName_oneStops_theOtherOneCountsAgain() {
    presence.begin("1@container", "1.0");
    presence.end("1@container");

    assertThat(presence.beat("1@container")).isTrue();

    assertThat(presence.list().getFirst().stoppedAt()).isNull();
  }

  @Test
  void beat_withoutARow_saysSo() {
    assertThat(presence.beat("nobody@host")).isFalse();
  }

  @Test
  void begin_forgetsThoseThatEndedLongAgo() {
    presence.begin("old@host", "1.0");
    presence.begin("recent@host", "1.0");
    database
        .dsl()
        .update(WORKER_PROCESS)
        .set(WORKER_PROCESS.SEEN_AT, DatabaseClock.after(Duration.ofMinutes(-61)))
        .where(WORKER_PROCESS.IDENTITY.eq("old@host"))
        .execute();

    presence.begin("new@host", "1.0");

    assertThat(presence.list())
        .extracting(SeenWorker::identity)
        .containsExactlyInAnyOrder("recent@host", "new@host");
  }

  @Test
  void identity_ofAnyLength_hasARow() {
    String identity = "ü".repeat(300);
    presence.begin(identity, "v".repeat(100));

    assertThat(presence.beat(identity)).isTrue();
    assertThat(presence.list().getFirst().identity()).isEqualTo(WorkerPresence.key(identity));
  }
}
