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
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.backup.PossiblySent;
import org.wardbell.activities.database.Database;
import org.wardbell.simulator.receiver.ReceivedRequest;
import org.wardbell.simulator.receiver.ReceiverSimulator;
import org.wardbell.simulator.receiver.Step;

/** A backup while events flow, and its restore into a new data folder. */
class BackupIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final BackedUp installations = new BackedUp();
  private final Path file = installations.folder.resolve("backup");

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
      try (ServerProcess first = installations.up("one")) {
        TestApi api = new TestApi(URI.create(first.awaitLine(BackedUp.URL)));
        webhooks =
            List.of(
                api.webhook("good", receiver.url("/hook/good"), TIMEOUT),
                api.webhook("late", receiver.url("/hook/late"), TIMEOUT));
        posting = SteadyPosting.begin(api);
        Await.until("events", () -> posting.accepted().size() >= 40);
        before = posting.accepted();
        installations.backUp(file, "one", "--with-master-key");
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
      assertThat(installations.restore(file, "two", "--hold"))
          .contains("The backup is whole", "2 webhooks are paused");
      try (ServerProcess second = installations.up("two")) {
        TestApi api = new TestApi(URI.create(second.awaitLine(BackedUp.URL)));
        try (Database database = installations.database("two")) {
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
          whatIsSentTwiceIsRecorded(rows, receiver, sent, api);
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
      DSLContext rows, ReceiverSimulator receiver, int sentBefore, TestApi api) throws IOException {
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
    assertThat(restored(api, again)).as("the API says so").isTrue();
    assertThat(restored(api, ended)).isFalse();
    Set<UUID> first =
        all.subList(0, sentBefore).stream()
            .filter(request -> request.answeredStatus() == 200)
            .map(request -> UUID.fromString(request.webhookId()))
            .collect(Collectors.toSet());
    assertThat(again)
        .as("some arrived twice, or this test shows little")
        .containsAnyElementsOf(first);
  }

  /** Returns whether the first of these deliveries says that it may have been sent before. */
  private static boolean restored(TestApi api, Set<UUID> deliveries) throws IOException {
    UUID one = deliveries.iterator().next();
    return api.get("/api/v1/deliveries/" + one).json().at("/restored/snapshot_at").isString();
  }

  private static void restoreIsWrittenDown(DSLContext rows) {
    assertThat(rows.fetchCount(RESTORATION, RESTORATION.HELD.isTrue())).isEqualTo(1);
    assertThat(rows.fetchValues(AUDIT.ACTION)).contains("installation.restored");
  }

  private static List<ReceivedRequest> requests(ReceiverSimulator receiver) {
    return receiver.requests().stream().filter(request -> request.webhookId() != null).toList();
  }

  private static long successes(ReceiverSimulator receiver, String path) {
    return receiver.requests(path).stream().filter(each -> each.answeredStatus() == 200).count();
  }
}
