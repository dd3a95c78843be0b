package org.wardbell.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.AUDIT;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Result;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.database.generated.tables.records.AuditRecord;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;

/** Who a request comes from, and what is kept of those that were refused. */
@Tag("servers")
final class RequestFrameTest {
  private static final List<String> REASONS =
      List.of("no_key", "unknown_key", "revoked_key", "not_allowed");

  private static ApiServer server;

  @BeforeAll
  static void start() {
    server = ApiServer.start(Map.of("wardbell.trusted-proxies", "127.0.0.1, 10.0.0.0/8"));
  }

  @AfterAll
  static void stop() {
    server.stop();
  }

  private static Call call(String path, String key) {
    return Call.at(server.url().resolve(path)).header("Authorization", "Bearer " + key);
  }

  private static String address(Call call) {
    String id = "frame-" + UUID.randomUUID();
    assertThat(call.header("X-Request-Id", id).get().header("x-request-id")).isEqualTo(id);
    return rows("request_id", id).getFirst().getAddress();
  }

  private static Result<AuditRecord> rows(String column, String value) {
    return server
        .bean(DSLContext.class)
        .selectFrom(AUDIT)
        .where(column + " = ?", value)
        .orderBy(AUDIT.NUMBER)
        .fetch();
  }

  @Test
  void address_isTheOneThatTheLastTrustedProxySaw() {
    for (Map.Entry<String, String> each :
        Map.of(
                "203.0.113.7", "203.0.113.7",
                "198.51.100.1, 203.0.113.7", "203.0.113.7",
                "198.51.100.1, 203.0.113.7, 10.1.2.3", "203.0.113.7",
                "203.0.113.7, nonsense", "127.0.0.1",
                "203.0.113.7, host.example, 10.1.2.3", "10.1.2.3",
                "2001:db8::7", "2001:db8:0:0:0:0:0:7")
            .entrySet()) {
      assertThat(
              address(
                  call("/api/v1/keys", ApiServer.ADMINISTRATOR_KEY)
                      .header("X-Forwarded-For", each.getKey())))
          .as(each.getKey())
          .isEqualTo(each.getValue());
    }
    assertThat(address(call("/api/v1/keys", ApiServer.ADMINISTRATOR_KEY))).isEqualTo("127.0.0.1");
  }

  @Test
  void forwardedAddress_withoutATrustedProxy_isNotBelieved() {
    String id = "frame-" + UUID.randomUUID();
    ApiServer alone = ApiServer.start(Map.of("wardbell.trusted-proxies", ""));
    try {
      Call.at(alone.url().resolve("/api/v1/keys"))
          .header("Authorization", "Bearer " + ApiServer.ADMINISTRATOR_KEY)
          .header("X-Forwarded-For", "203.0.113.7")
          .header("X-Request-Id", id)
          .get();

      assertThat(
              alone.bean(DSLContext.class).fetchSingle(AUDIT, AUDIT.REQUEST_ID.eq(id)).getAddress())
          .isEqualTo("127.0.0.1");
    } finally {
      alone.stop();
    }
  }

  @Test
  void requestId_thatIsNone_isReplaced() {
    for (String id : List.of("a b", "x".repeat(65), "<script>", "\u00e4")) {
      String given =
          call("/actuator/health", ApiServer.ADMINISTRATOR_KEY)
              .header("X-Request-Id", id)
              .get()
              .header("x-request-id");
      assertThat(given).as(id).isNotEqualTo(id).hasSize(36);
    }
    assertThat(Call.at(server.url().resolve("/nothing")).get().header("x-request-id")).hasSize(36);
  }

  @Test
  void refusals_areCountedAndToldInGroups() {
    RefusedRequests refusals = server.bean(RefusedRequests.class);
    refusals.write();
    int before = rows("action", "request.refused").size();
    double[] counted = REASONS.stream().mapToDouble(RequestFrameTest::count).toArray();
    String reader = key("READER");
    String revoked = key("ADMIN");
    String revokedId = rows("action", "key.created").getLast().getTarget();
    call("/api/v1/" + revokedId.replace("key/", "keys/"), ApiServer.ADMINISTRATOR_KEY).delete();

    for (int i = 0; i < 3; i++) {
      Call.at(server.url().resolve("/api/v1/events")).get();
      call("/api/v1/events", "wb_unknown" + i).get();
      call("/api/v1/events", revoked).get();
      call("/api/v1/audit", reader).header("X-Forwarded-For", "203.0.113.9").get();
    }
    refusals.write();

    Result<AuditRecord> all = rows("action", "request.refused");
    List<AuditRecord> rows = all.subList(before, all.size());
    assertThat(rows).extracting(AuditRecord::getOutcome).containsOnly("refused");
    for (int i = 0; i < REASONS.size(); i++) {
      String reason = REASONS.get(i);
      assertThat(rows.stream().filter(row -> row.getDetail().data().contains(reason)))
          .as(reason)
          .hasSize(1)
          .allMatch(row -> row.getDetail().data().contains("3"));
      assertThat(count(reason) - counted[i]).as(reason).isEqualTo(3);
    }
    assertThat(row(rows, "revoked_key").getActor()).isEqualTo(revokedId);
    assertThat(row(rows, "no_key").getActor()).isEqualTo("anonymous");
    assertThat(row(rows, "not_allowed").getActorRole()).isEqualTo("READER");
    assertThat(row(rows, "not_allowed").getTarget()).isEqualTo("address/203.0.113.9");
  }

  @Test
  void refusals_ofManyAddresses_makeFewRows() {
    RefusedRequests refusals = server.bean(RefusedRequests.class);
    refusals.write();
    int before = rows("action", "request.refused").size();
    double refused = count("no_key");
    for (int i = 0; i < RefusedRequests.GROUPS + 50; i++) {
      Call.at(server.url().resolve("/api/v1/events"))
          .header("X-Forwarded-For", "198.51." + i / 250 + "." + i % 250)
          .get();
    }
    // The last one is counted beside its answer, not before it.
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (count("no_key") < refused + RefusedRequests.GROUPS + 50 && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    refusals.write();

    Result<AuditRecord> rows = rows("action", "request.refused");
    assertThat(rows.size() - before).isEqualTo(RefusedRequests.GROUPS + 1);
    assertThat(rows)
        .filteredOn(row -> row.getTarget().equals("address/others"))
        .hasSize(1)
        .allMatch(row -> row.getDetail().data().contains("50"));
  }

  private static double count(String reason) {
    return server
        .bean(MeterRegistry.class)
        .get("wardbell.requests.refused")
        .tag("reason", reason)
        .counter()
        .count();
  }

  private static AuditRecord row(List<AuditRecord> rows, String reason) {
    return rows.stream()
        .filter(row -> row.getDetail().data().contains(reason))
        .findFirst()
        .orElseThrow();
  }

  private static String key(String role) {
    return call("/api/v1/keys", ApiServer.ADMINISTRATOR_KEY)
        .post("{\"name\":\"frame\",\"role\":\"%s\"}".formatted(role))
        .json()
        .path("key")
        .asString();
  }

  @Test
  void process_thatStarts_tellsItsSwitches() {
    AuditRecord row = rows("action", "process.started").getFirst();
    assertThat(row.getActor()).isEqualTo("system");
    assertThat(row.getDetail().data())
        .contains("trusted_proxies", "10.0.0.0/8", "admin_key")
        .doesNotContain(ApiServer.ADMINISTRATOR_KEY);
  }
}
