package org.wardbell.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.AUDIT;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;
import static org.wardbell.activities.database.generated.Tables.RESTORATION;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.backup.PossiblySent;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.database.DatabaseSettings;
import org.wardbell.embedded.mysql.MySqlDatabase;
import org.wardbell.embedded.mysql.RunningMySql;
import org.wardbell.simulator.receiver.ReceivedRequest;
import org.wardbell.simulator.receiver.ReceiverSimulator;
import org.wardbell.simulator.receiver.Step;
import org.wardbell.standalone.server.Installation;

/** A backup while events flow, and its restore into a new data folder. */
class BackupIT {
  private static final String URL = "API +(http://127.0.0.1:\\d+)/api/v1";
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "WARDBELL_ADMIN_KEY", TestApi.KEY,
          "WARDBELL_BACKUP_PASSPHRASE", "correct horse battery staple",
          "WARDBELL_RELAY_UNDISPATCHED", "2",
          "WARDBELL_RELAY_GRACE", "5");

  private final Path folder = Path.of("target", "backup-" + UUID.randomUUID()).toAbsolutePath();
  private final Path file = folder.resolve("backup");

  @Test
  void restore_ofABackupThatWasMadeWhileEventsFlowed_losesNone_andRecordsWhatMayBeSentTwice()
      throws IOException {
    try (ReceiverSimulator receiver = ReceiverSimulator.start(0)) {
      receiver.behave("/hook/good", Step.answer(200).after(Duration.ofMillis(20)));
      // Its deliveries are open for eight seconds, so some of them are in the backup.
      receiver.behave("/hook/late", Step.answer(503));
      SteadyPosting posting;
      Map<String, UUID> before;
      List<TestWebhook> webhooks;
      try (ServerProcess first = up("one")) {
        TestApi api = new TestApi(URI.create(first.awaitLine(URL)));
        webhooks =
            List.of(
                api.webhook("good", receiver.url("/hook/good"), TIMEOUT),
                api.webhook("late", receiver.url("/hook/late"), TIMEOUT));
        posting = SteadyPosting.begin(api);
        Await.until("events", () -> posting.accepted().size() >= 40);
        before = posting.accepted();
        run("backup", file.toString(), "--data", folder.resolve("one").toString());
        int during = posting.accepted().size();
        assertThat(during).as("events flowed meanwhile").isGreaterThan(before.size());
        Await.until("events after it", () -> posting.accepted().size() > during);
        // What was open in the backup arrives in the first life, and the backup does not know it.
        receiver.behave("/hook/late", Step.answer(200));
        Await.until("open ones to arrive", () -> successes(receiver, "/hook/late") >= 20);
        posting.end();
        first.terminate();
      }
      int sent = requests(receiver).size();
      String told =
          run(
              "restore",
              file.toString(),
              "--hold",
              "--data",
              folder.resolve("two").toString(),
              "--master-key-file",
              folder.resolve("one").resolve("master.key").toString());
      assertThat(told).contains("The backup is whole", "2 webhooks are paused");
      try (ServerProcess second =
          up("two", "WARDBELL_MASTER_KEY_FILE", folder.resolve("one/master.key").toString())) {
        TestApi api = new TestApi(URI.create(second.awaitLine(URL)));
        try (Database database = database("two")) {
          DSLContext rows = database.dsl();
          assertThat(rows.fetchValues(EVENT.ID)).as("accepted before").containsAll(before.values());
          assertThat(rows.fetchValues(WEBHOOK.ENABLED)).hasSize(2).containsOnly(true);
          heldBack(rows);
          assertThat(requests(receiver)).as("nothing is sent while all is held").hasSize(sent);
          for (TestWebhook webhook : webhooks) {
            assertThat(api.post("/api/v1/webhooks/" + webhook.id() + "/resume", Map.of()).status())
                .isEqualTo(200);
          }
          Invariants invariants = new Invariants(rows, receiver, webhooks);
          invariants.awaitQuiet();
          everyEventIsDelivered(rows, webhooks);
          whatIsSentTwiceIsRecorded(rows, receiver, sent);
          restoreIsWrittenDown(rows);
        }
        second.terminate();
      }
    }
  }

  /** All that is open is parked, because its webhook is paused. */
  private static void heldBack(DSLContext rows) {
    Await.until(
        "everything open to be parked",
        () ->
            rows.fetchCount(EVENT, EVENT.DISPATCHED_AT.isNull())
                + rows.fetchCount(DELIVERY, DELIVERY.STATUS.in("PENDING", "SENDING")),
        count -> count == 0);
    assertThat(rows.fetchCount(DELIVERY, DELIVERY.STATUS.eq("PARKED"))).isPositive();
  }

  private static void everyEventIsDelivered(DSLContext rows, List<TestWebhook> webhooks) {
    for (TestWebhook webhook : webhooks) {
      assertThat(
              rows.select(DELIVERY.EVENT_ID)
                  .from(DELIVERY)
                  .where(DELIVERY.WEBHOOK_ID.eq(webhook.id()))
                  .fetch(DELIVERY.EVENT_ID))
          .as("one delivery of each event")
          .containsExactlyInAnyOrderElementsOf(
              rows.select(EVENT.ID)
                  .from(EVENT)
                  .where(EVENT.TYPE.eq("patient.registered"))
                  .fetch(EVENT.ID));
    }
    assertThat(rows.fetchValues(WEBHOOK.ENABLED)).containsOnly(true);
  }

  /** Whatever was sent after the restore had been open in the backup, and its delivery says so. */
  private static void whatIsSentTwiceIsRecorded(
      DSLContext rows, ReceiverSimulator receiver, int sentBefore) {
    Instant restored = rows.fetchValue(RESTORATION.RESTORED_AT);
    List<ReceivedRequest> all = requests(receiver);
    Set<UUID> again =
        all.subList(sentBefore, all.size()).stream()
            .map(request -> UUID.fromString(request.webhookId()))
            .collect(Collectors.toSet());
    Set<UUID> ended =
        Set.copyOf(
            rows.select(DELIVERY.ID)
                .from(DELIVERY)
                .where(DELIVERY.FINISHED_AT.lt(restored))
                .fetch(DELIVERY.ID));
    assertThat(ended).as("deliveries that had ended in the backup").isNotEmpty();
    assertThat(again).as("deliveries sent after the restore").isNotEmpty();
    assertThat(again).doesNotContainAnyElementsOf(ended);
    for (UUID delivery : again) {
      assertThat(PossiblySent.of(rows, delivery)).as("%s", delivery).isPresent();
    }
    for (UUID delivery : ended) {
      assertThat(PossiblySent.of(rows, delivery)).as("%s", delivery).isEmpty();
    }
    Set<UUID> first =
        all.subList(0, sentBefore).stream()
            .filter(request -> request.answeredStatus() == 200)
            .map(request -> UUID.fromString(request.webhookId()))
            .collect(Collectors.toSet());
    assertThat(again)
        .as("some arrived twice, or this test shows little")
        .containsAnyElementsOf(first);
  }

  private static void restoreIsWrittenDown(DSLContext rows) {
    assertThat(rows.fetchCount(RESTORATION, RESTORATION.HELD)).isEqualTo(1);
    assertThat(rows.fetchValues(AUDIT.ACTION)).contains("installation.restored");
  }

  private static List<ReceivedRequest> requests(ReceiverSimulator receiver) {
    return receiver.requests().stream().filter(request -> request.webhookId() != null).toList();
  }

  private static long successes(ReceiverSimulator receiver, String path) {
    return receiver.requests(path).stream().filter(each -> each.answeredStatus() == 200).count();
  }

  private Database database(String data) {
    MySqlDatabase running =
        RunningMySql.find(folder.resolve(data), Installation.DATABASE).orElseThrow();
    return Database.open(
        new DatabaseSettings(running.jdbcUrl(), running.user(), running.password(), 2));
  }

  private ServerProcess up(String data, String... variables) {
    Map<String, String> environment = new TreeMap<>(ENVIRONMENT);
    for (int i = 0; i < variables.length; i += 2) {
      environment.put(variables[i], variables[i + 1]);
    }
    return ServerProcess.wardbell(
        environment,
        "up",
        "--data",
        folder.resolve(data).toString(),
        "--port",
        "0",
        "--allow-network",
        "127.0.0.0/8");
  }

  /** Runs a command to its good end; returns what it said. */
  private static String run(String... arguments) {
    try (ServerProcess command = ServerProcess.wardbell(ENVIRONMENT, arguments)) {
      assertThat(command.awaitEnd(LIMIT)).as(command.output()).isZero();
      return command.output();
    }
  }
}
