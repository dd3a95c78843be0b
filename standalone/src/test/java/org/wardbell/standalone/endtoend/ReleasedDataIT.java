package org.wardbell.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.CLINIC;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wardbell.activities.database.Database;
import org.wardbell.simulator.receiver.ReceiverSimulator;
import org.wardbell.simulator.receiver.Step;

/**
 * Data of each released version, carried to the present one. {@code -Dwardbell.release=VERSION}
 * writes those of a new release; a file that was committed is never written again.
 */
class ReleasedDataIT {
  private static final Path RELEASED = Path.of("src", "test", "resources", "released");

  /** Deliveries whose data have ended by age are given up; nobody can send them any more. */
  private static final Duration DATA_ARE_KEPT = Duration.ofDays(29);

  private static final int EVENTS = 12;
  private static final List<String> WEBHOOKS = List.of("taken", "paused", "failing");

  private final BackedUp installations = new BackedUp();

  static Stream<Path> released() throws IOException {
    try (Stream<Path> files = Files.list(RELEASED)) {
      return files.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("released")
  void dataOfARelease_inThePresentVersion_areWhole_andOpenDeliveriesEnd(Path file)
      throws IOException {
    installations.restore(file, "carried", "--hold");
    try (ReceiverSimulator receiver = ReceiverSimulator.start(0);
        ServerProcess server = installations.up("carried")) {
      receiver.behave("/hook", Step.answer(200));
      TestApi api = new TestApi(URI.create(server.awaitLine(BackedUp.URL)));
      try (Database database = installations.database("carried")) {
        DSLContext rows = database.dsl();
        assertThat(rows.fetchCount(EVENT, EVENT.TYPE.eq("patient.registered"))).isEqualTo(EVENTS);
        assertThat(rows.fetchCount(DELIVERY, DELIVERY.FINISHED_AT.isNull())).isPositive();
        for (UUID webhook : rows.fetchValues(WEBHOOK.ID)) {
          String path = "/api/v1/webhooks/" + webhook;
          assertThat(api.patch(path, Map.of("url", receiver.url("/hook"))).status()).isEqualTo(200);
          assertThat(api.post(path + "/resume", Map.of()).status()).isEqualTo(200);
        }
        new Invariants(rows, receiver, List.of()).awaitQuiet();
        whatWasOpenHasEnded(rows);
        assertThat(rows.fetchValues(WEBHOOK.ENABLED)).hasSize(WEBHOOKS.size()).containsOnly(true);
        assertThat(rows.fetchCount(CLINIC)).isEqualTo(1);
        assertThat(api.event("afterwards").status()).isEqualTo(202);
      }
      server.terminate();
    }
  }

  private static void whatWasOpenHasEnded(DSLContext rows) {
    Instant aged = Instant.now().minus(DATA_ARE_KEPT);
    var deliveries =
        rows.select(DELIVERY.STATUS, EVENT.ACCEPTED_AT)
            .from(DELIVERY)
            .join(EVENT)
            .on(EVENT.ID.eq(DELIVERY.EVENT_ID))
            .where(EVENT.TYPE.eq("patient.registered"))
            .fetch();
    assertThat(deliveries).hasSize(EVENTS * WEBHOOKS.size());
    assertThat(deliveries)
        .allSatisfy(
            delivery ->
                assertThat(delivery.value1())
                    .isIn(
                        delivery.value2().isBefore(aged)
                            ? List.of("DELIVERED", "EXHAUSTED")
                            : List.of("DELIVERED")));
  }

  @Test
  @EnabledIfSystemProperty(named = "wardbell.release", matches = "\\d+\\.\\d+\\.\\d+")
  void record() throws IOException {
    Path file = RELEASED.resolve(System.getProperty("wardbell.release") + ".backup");
    assertThat(file).as("written once").doesNotExist();
    Files.createDirectories(RELEASED);
    try (ReceiverSimulator receiver = ReceiverSimulator.start(0);
        ServerProcess server = installations.up("recorded")) {
      receiver.behave("/taken", Step.answer(200));
      receiver.behave("/paused", Step.answer(200));
      receiver.behave("/failing", Step.answer(503));
      TestApi api = new TestApi(URI.create(server.awaitLine(BackedUp.URL)));
      for (String name : WEBHOOKS) {
        String id = webhook(api, name, receiver.url("/" + name));
        if (name.equals("paused")) {
          api.post("/api/v1/webhooks/" + id + "/pause", Map.of());
        }
      }
      for (int i = 0; i < EVENTS; i++) {
        assertThat(api.event("released-" + i).status()).isEqualTo(202);
      }
      Await.until("first attempts", () -> receiver.requests("/failing").size() >= EVENTS);
      Await.until("deliveries", () -> receiver.requests("/taken").size() >= EVENTS);
      installations.backUp(file, "recorded", "--with-master-key");
      server.terminate();
    }
  }

  /** Tries for a minute and a half, which is longer than a backup takes to begin. */
  private static String webhook(TestApi api, String name, String url) throws IOException {
    List<Integer> waits = IntStream.range(0, 20).mapToObj(i -> i == 0 ? 0 : 5).toList();
    TestApi.Answer made =
        api.post(
            "/api/v1/webhooks",
            Map.of(
                "name",
                name,
                "url",
                url,
                "events",
                List.of("patient.*"),
                "circuit_breaker",
                false,
                "retry",
                Map.of("schedule_seconds", waits)));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.json().path("id").asString();
  }
}
