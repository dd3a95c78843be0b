package org.wardbell.api.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.KEPT_ANSWER;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.database.generated.tables.records.KeptAnswerRecord;
import org.wardbell.activities.idempotency.KeptAnswers;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;

/** Requests that are sent again with the same Idempotency-Key. */
@Tag("servers")
class RepetitionsTest {
  private static final DSLContext DATABASE = ApiServer.shared().bean(DSLContext.class);
  private static final String WEBHOOKS = "/api/v1/webhooks";
  private static final String WEBHOOK =
      "{\"name\":\"%s\",\"url\":\"https://example.org/x\",\"events\":[\"*\"]}";

  private final String clinic = Clinics.make();
  private final String key = Clinics.key(clinic, "ADMIN");
  private final String once = "once-" + UUID.randomUUID();

  private Call.Answer post(String path, String body) {
    return post(key, path, once, body);
  }

  private static Call.Answer post(String key, String path, String once, String body) {
    return Call.to(path, key).header("Idempotency-Key", once).post(body);
  }

  private int webhooks() {
    return Call.to(WEBHOOKS, key).get().json().path("data").size();
  }

  private KeptAnswerRecord row() {
    return DATABASE
        .selectFrom(KEPT_ANSWER)
        .where(KEPT_ANSWER.CLINIC_ID.eq(UUID.fromString(clinic)))
        .fetchSingle();
  }

  /** What is made or started, and the body that does it. */
  private Map<String, String> requests() {
    String webhook = WEBHOOKS + "/" + Clinics.webhook(clinic);
    return Map.of(
        WEBHOOKS,
        WEBHOOK.formatted("new"),
        webhook + "/clone",
        "{\"name\":\"copy\"}",
        webhook + "/rotate-secret",
        "{}",
        webhook + "/replays",
        "{\"which\":\"all\",\"from\":\"2020-01-01T00:00:00Z\",\"to\":\"2020-01-02T00:00:00Z\"}",
        "/api/v1/keys",
        "{\"name\":\"twice\",\"role\":\"READER\"}",
        "/api/v1/persons",
        "{\"email\":\"%s@clinic.example\",\"name\":\"A\",\"role\":\"READER\"}".formatted(clinic),
        "/api/v1/appointments",
        "{\"doctor_id\":\"17\",\"patient\":{\"id\":\"p-1\"},\"start\":\"2031-05-01T09:00:00Z\","
            + "\"end\":\"2031-05-01T09:30:00Z\",\"time_zone\":\"Europe/Berlin\"}",
        "/api/v1/event-types",
        "{\"type\":\"custom.twice\",\"label\":\"Twice\"}",
        "/api/v1/erasures",
        "{\"subject\":\"patient/4711\"}",
        WEBHOOKS + "/import",
        "{\"format\":\"wardbell/webhooks\",\"version\":1,\"webhooks\":[{\"webhook\":"
            + WEBHOOK.formatted("imported")
            + "}]}");
  }

  @TestFactory
  Stream<DynamicTest> request_sentAgain_getsTheFirstAnswer() {
    return requests().entrySet().stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.getKey(),
                    () -> {
                      String own = UUID.randomUUID().toString();
                      Call.Answer first = post(key, each.getKey(), own, each.getValue());
                      assertThat(first.status()).as(first.text()).isBetween(200, 299);
                      assertThat(first.header("idempotent-replayed")).isEmpty();

                      Call.Answer again = post(key, each.getKey(), own, each.getValue());
                      assertThat(again.status()).isEqualTo(first.status());
                      assertThat(again.text()).isEqualTo(first.text());
                      assertThat(again.header("location")).isEqualTo(first.header("location"));
                      assertThat(again.header("content-type"))
                          .isEqualTo(first.header("content-type"));
                      assertThat(again.header("idempotent-replayed")).isEqualTo("true");
                    }));
  }

  @Test
  void body_largerThanAnyMayBe_isRefusedAsOneWithoutAKey() {
    String large = "\"" + "x".repeat(4 * 1024 * 1024) + "\"";
    assertThat(post(WEBHOOKS, large).status())
        .isEqualTo(413)
        .isEqualTo(Call.to(WEBHOOKS, key).post(large).status());
  }

  @Test
  void repetition_makesNothing_andShowsTheSecretOnceMore_whichIsSealed() {
    Call.Answer first = post(WEBHOOKS, WEBHOOK.formatted("a"));
    Call.Answer quoted = post(key, WEBHOOKS, "\"" + once + "\"", WEBHOOK.formatted("a"));

    String secret = first.json().path("signing_secret").asString();
    assertThat(quoted.json().path("signing_secret").asString()).isEqualTo(secret).isNotEmpty();
    assertThat(webhooks()).isEqualTo(1);
    String stored = new String(row().getAnswerCiphertext(), StandardCharsets.ISO_8859_1);
    assertThat(stored).doesNotContain(secret, first.json().path("id").asString());
    assertThat(new String(row().getKeyFingerprint(), StandardCharsets.ISO_8859_1))
        .doesNotContain(once);
  }

  @Test
  void key_usedForAnotherRequest_is422() {
    post(WEBHOOKS, WEBHOOK.formatted("a"));

    for (Call.Answer other :
        List.of(
            post(WEBHOOKS, WEBHOOK.formatted("b")),
            post(WEBHOOKS + "/import?dry_run=true", WEBHOOK.formatted("a")),
            post("/api/v1/keys", WEBHOOK.formatted("a")))) {
      assertThat(other.status()).as(other.text()).isEqualTo(422);
      assertThat(other.field()).isEqualTo("Idempotency-Key");
    }
    assertThat(webhooks()).isEqualTo(1);
  }

  @Test
  void key_ofAnotherClinicOrCaller_isAnotherKey() {
    String other = Clinics.make();
    String body = WEBHOOK.formatted("a");
    String mine = post(WEBHOOKS, body).json().path("id").asString();

    Call.Answer theirs = post(Clinics.key(other, "ADMIN"), WEBHOOKS, once, body);
    Call.Answer colleague = post(Clinics.key(clinic, "ADMIN"), WEBHOOKS, once, body);
    assertThat(theirs.status()).as(theirs.text()).isEqualTo(201);
    assertThat(theirs.json().path("clinic_id").asString()).isEqualTo(other);
    assertThat(colleague.json().path("id").asString()).isNotEqualTo(mine);
    assertThat(webhooks()).isEqualTo(2);
  }

  @Test
  void request_thatWasRefused_leavesItsKeyFree() {
    assertThat(post(WEBHOOKS, "{\"name\":\"a\"}").status()).isEqualTo(422);

    Call.Answer corrected = post(WEBHOOKS, WEBHOOK.formatted("a"));
    assertThat(corrected.status()).as(corrected.text()).isEqualTo(201);
    assertThat(corrected.header("idempotent-replayed")).isEmpty();
  }

  @Test
  void answer_ofACallerWhoMayNotDoItAnyMore_isNotGiven() {
    post(WEBHOOKS, WEBHOOK.formatted("a"));
    String reader = Clinics.key(clinic, "READER");
    assertThat(post(reader, WEBHOOKS, once, WEBHOOK.formatted("a")).status()).isEqualTo(403);
  }

  @Test
  void repetition_whileTheFirstIsWorkedOn_is409() {
    post(WEBHOOKS, WEBHOOK.formatted("a"));
    // As it is before the answer.
    change(Duration.ZERO, 0);

    Call.Answer again = post(WEBHOOKS, WEBHOOK.formatted("a"));
    assertThat(again.status()).as(again.text()).isEqualTo(409);
    assertThat(again.header("retry-after")).isEqualTo("1");
    assertThat(webhooks()).isEqualTo(1);
  }

  /** The process was stopped after the commit and before the answer. */
  @Test
  void repetition_ofWhatWasDoneWithoutAnAnswer_is409AndSaysSo() {
    post(WEBHOOKS, WEBHOOK.formatted("a"));
    assertThat(row().getCommits()).isPositive();
    change(Duration.ofMinutes(11), 1);

    Call.Answer again = post(WEBHOOKS, WEBHOOK.formatted("a"));
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.text()).contains("changed something");
    assertThat(webhooks()).isEqualTo(1);
  }

  /** The process was stopped before it had done anything. */
  @Test
  void repetition_ofWhatWasGivenUpAndChangedNothing_isDone() {
    post(WEBHOOKS, WEBHOOK.formatted("a"));
    change(Duration.ofMinutes(11), 0);

    Call.Answer again = post(WEBHOOKS, WEBHOOK.formatted("a"));
    assertThat(again.status()).as(again.text()).isEqualTo(201);
    assertThat(webhooks()).isEqualTo(2);
  }

  private void change(Duration age, int commits) {
    DATABASE
        .update(KEPT_ANSWER)
        .setNull(KEPT_ANSWER.STATUS)
        .setNull(KEPT_ANSWER.ANSWER_CIPHERTEXT)
        .set(KEPT_ANSWER.COMMITS, commits)
        .set(KEPT_ANSWER.CREATED_AT, Instant.now().minus(age))
        .where(KEPT_ANSWER.ID.eq(row().getId()))
        .execute();
  }

  @Test
  void key_afterADay_isFreeAgain() {
    post(WEBHOOKS, WEBHOOK.formatted("a"));
    DATABASE
        .update(KEPT_ANSWER)
        .set(KEPT_ANSWER.CREATED_AT, Instant.now().minus(KeptAnswers.KEPT).minusSeconds(60))
        .where(KEPT_ANSWER.ID.eq(row().getId()))
        .execute();

    Call.Answer other = post(WEBHOOKS, WEBHOOK.formatted("b"));
    assertThat(other.status()).as(other.text()).isEqualTo(201);
  }

  @Test
  void clinic_withAsManyKeysAsItMayHave_is429_andAnotherClinicIsNot() {
    fill(UUID.fromString(clinic), KeptAnswers.MAXIMUM_PER_CLINIC);

    Call.Answer answer = post(WEBHOOKS, WEBHOOK.formatted("a"));
    assertThat(answer.status()).as(answer.text()).isEqualTo(429);
    assertThat(Call.to(WEBHOOKS, key).post(WEBHOOK.formatted("a")).status()).isEqualTo(201);
    String other = Clinics.key(Clinics.make(), "ADMIN");
    assertThat(post(other, WEBHOOKS, once, WEBHOOK.formatted("a")).status()).isEqualTo(201);
  }

  private static void fill(UUID clinic, int rows) {
    int chunk = 1_000;
    for (int i = 0; i < rows; i += chunk) {
      DATABASE
          .batchInsert(
              Stream.generate(
                      () -> {
                        KeptAnswerRecord row = new KeptAnswerRecord();
                        row.setId(Ids.next());
                        row.setClinicId(clinic);
                        row.setKeyFingerprint(random());
                        row.setRequestFingerprint(random());
                        row.setCommits(0);
                        row.setCreatedAt(Instant.now());
                        return row;
                      })
                  .limit(chunk)
                  .toList())
          .execute();
    }
  }

  private static byte[] random() {
    return UUID.randomUUID().toString().substring(4).getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void operation_thatRemembersNothing_refusesTheKey() {
    Call.Answer preview = post(WEBHOOKS + "/preview", "{}");
    assertThat(preview.status()).isEqualTo(422);
    assertThat(preview.field()).isEqualTo("Idempotency-Key");
    Call.Answer put =
        Call.to("/api/v1/clinics/" + clinic, key)
            .header("Idempotency-Key", once)
            .put("{\"name\":\"x\"}");
    assertThat(put.field()).isEqualTo("Idempotency-Key");
  }

  @Test
  void key_thatIsNone_isRefused() {
    for (String none : List.of("with space", "x".repeat(256), "\"\"")) {
      Call.Answer answer = post(key, WEBHOOKS, none, WEBHOOK.formatted("a"));
      assertThat(answer.status()).as(none).isEqualTo(422);
      assertThat(answer.field()).isEqualTo("Idempotency-Key");
    }
    assertThat(webhooks()).isZero();
  }

  @Test
  void requestWithoutAKey_leavesNoRow() {
    Call.to(WEBHOOKS, key).post(WEBHOOK.formatted("a"));
    assertThat(DATABASE.fetchCount(KEPT_ANSWER, KEPT_ANSWER.CLINIC_ID.eq(UUID.fromString(clinic))))
        .isZero();
  }
}
