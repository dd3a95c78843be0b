package org.wardbell.api.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.Environment;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;

/** The same request sent to two processes of the api at the same time. */
@Tag("servers")
class RepetitionsInTwoProcessesTest {
  private static final String WEBHOOK =
      "{\"name\":\"one\",\"url\":\"https://example.org/x\",\"events\":[\"*\"]}";

  private static final int ROUNDS = 8;

  private static ApiServer second;

  @BeforeAll
  static void start() {
    Environment first = ApiServer.shared().bean(Environment.class);
    second =
        ApiServer.start(
            Map.of(
                "wardbell.database.url", first.getRequiredProperty("wardbell.database.url"),
                "wardbell.database.user", first.getRequiredProperty("wardbell.database.user"),
                "wardbell.database.password",
                    first.getRequiredProperty("wardbell.database.password"),
                "wardbell.master-key-file", first.getRequiredProperty("wardbell.master-key-file")));
  }

  @AfterAll
  static void stop() {
    second.stop();
  }

  @Test
  void request_atBothAtOnce_isDoneOnce() throws Exception {
    String clinic = Clinics.make();
    String key = Clinics.key(clinic, "ADMIN");
    List<URI> both = List.of(ApiServer.shared().url(), second.url());
    for (int round = 0; round < ROUNDS; round++) {
      String once = UUID.randomUUID().toString();
      List<Call.Answer> answers = atOnce(both, key, once);
      assertThat(answers)
          .allSatisfy(answer -> assertThat(answer.status()).as(answer.text()).isIn(201, 409))
          .anySatisfy(answer -> assertThat(answer.status()).isEqualTo(201));
      assertThat(
              answers.stream()
                  .filter(answer -> answer.status() == 201)
                  .filter(answer -> answer.header("idempotent-replayed").isEmpty()))
          .hasSize(1);
      assertThat(post(second.url(), key, once).header("idempotent-replayed")).isEqualTo("true");
    }
    assertThat(Call.to("/api/v1/webhooks", key).get().json().path("data").size()).isEqualTo(ROUNDS);
  }

  private static List<Call.Answer> atOnce(List<URI> servers, String key, String once)
      throws Exception {
    CyclicBarrier together = new CyclicBarrier(servers.size());
    List<Call.Answer> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Call.Answer>> sent =
          servers.stream()
              .map(
                  server ->
                      threads.submit(
                          () -> {
                            together.await();
                            return post(server, key, once);
                          }))
              .toList();
      for (Future<Call.Answer> each : sent) {
        answers.add(each.get());
      }
    }
    return answers;
  }

  private static Call.Answer post(URI server, String key, String once) {
    return Call.at(server.resolve("/api/v1/webhooks"))
        .header("Authorization", "Bearer " + key)
        .header("Idempotency-Key", once)
        .post(WEBHOOK);
  }
}
