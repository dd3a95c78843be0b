package org.wardbell.api.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;

/** Entity tags and the conditions that name them, for everything that can be changed. */
@Tag("servers")
class EntityTagsTest {
  @TestFactory
  Stream<DynamicTest> read_withTheTagItGave_is304UntilItChanges() {
    return each(
        resource -> {
          Call.Answer first = resource.get().get();
          String tag = first.header("etag");
          assertThat(tag).as(first.text()).matches("\"[0-9a-f]+\\.[0-9a-f]{24}\"");

          Call.Answer again = resource.get().header("If-None-Match", "\"x\", W/" + tag).get();
          assertThat(again.status()).isEqualTo(304);
          assertThat(again.text()).isEmpty();
          assertThat(again.header("etag")).isEqualTo(tag);

          Call.Answer changed = resource.change("not as " + first.text().hashCode(), null);
          assertThat(changed.status()).as(changed.text()).isEqualTo(200);
          Call.Answer other = resource.get().header("If-None-Match", tag).get();
          assertThat(other.status()).isEqualTo(200);
          assertThat(other.header("etag")).isNotEqualTo(tag);
        });
  }

  @TestFactory
  Stream<DynamicTest> tag_ofAnAnswer_isTheFingerprintOfItsBytes() {
    return each(
        resource -> {
          Call.Answer read = resource.get().get();
          byte[] hash =
              MessageDigest.getInstance("SHA-256")
                  .digest(read.text().getBytes(StandardCharsets.UTF_8));
          assertThat(read.json().isObject()).isTrue();
          assertThat(read.header("etag"))
              .endsWith("." + HexFormat.of().formatHex(hash, 0, 12) + '"');
        });
  }

  @TestFactory
  Stream<DynamicTest> change_ofWhatWasReadBeforeAnotherChange_is412AndChangesNothing() {
    return each(
        resource -> {
          String old = resource.get().get().header("etag");
          assertThat(resource.change("mine", old).status()).isEqualTo(200);
          String shown = resource.get().get().text();

          Call.Answer late = resource.change("late", old);
          assertThat(late.status()).as(late.text()).isEqualTo(412);
          assertThat(late.json().path("type").asString())
              .isEqualTo("urn:wardbell:problem:precondition-failed");
          assertThat(resource.get().get().text()).isEqualTo(shown);

          String fresh = resource.get().get().header("etag");
          assertThat(resource.change("late", fresh).status()).isEqualTo(200);
        });
  }

  @TestFactory
  Stream<DynamicTest> changes_ofTheSameReading_atOnce_exactlyOneWins() {
    return each(
        resource -> {
          for (int round = 0; round < 5; round++) {
            String tag = resource.get().get().header("etag");
            assertThat(atOnce(resource, tag, "left " + round, "right " + round))
                .containsExactlyInAnyOrder(200, 412);
          }
        });
  }

  private static List<Integer> atOnce(Changeable resource, String tag, String... texts)
      throws Exception {
    CyclicBarrier together = new CyclicBarrier(texts.length);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> answers =
          Stream.of(texts)
              .map(
                  text ->
                      threads.submit(
                          () -> {
                            together.await();
                            return resource.change(text, tag).status();
                          }))
              .toList();
      return List.of(answers.getFirst().get(), answers.getLast().get());
    }
  }

  @TestFactory
  Stream<DynamicTest> deletion_ofAnother_is412_andOfWhatWasRead_isDone() {
    return Changeable.deletable().stream()
        .map(
            resource ->
                DynamicTest.dynamicTest(
                    resource.toString(),
                    () -> {
                      String tag = resource.get().get().header("etag");
                      assertThat(resource.change("", "\"0.0\"").status()).isEqualTo(412);
                      assertThat(resource.get().get().header("etag")).isEqualTo(tag);
                      assertThat(resource.change("", tag).status()).isEqualTo(204);
                    }));
  }

  /** What counts by itself refuses nobody's change, but a 304 must not hide it. */
  @Test
  void pause_betweenReadingAndChange_refusesNothing_butShows() {
    String webhook = "/api/v1/webhooks/" + Clinics.webhook(Clinics.make());
    String tag = Call.to(webhook).get().header("etag");
    Call.to(webhook + "/pause").post("");

    assertThat(Call.to(webhook).header("If-None-Match", tag).get().status()).isEqualTo(200);
    assertThat(Call.to(webhook).header("If-Match", tag).patch("{\"name\":\"new\"}").status())
        .isEqualTo(200);
  }

  @Test
  void answer_toCreation_hasATagThatAChangeTakes() {
    Call.Answer made =
        Call.to("/api/v1/webhooks")
            .post("{\"name\":\"a\",\"url\":\"https://example.org/x\",\"events\":[\"*\"]}");

    Call.Answer changed =
        Call.to(made.header("location"))
            .header("If-Match", made.header("etag"))
            .patch("{\"name\":\"b\"}");
    assertThat(changed.status()).as(changed.text()).isEqualTo(200);
    assertThat(changed.header("etag"))
        .isEqualTo(Call.to(made.header("location")).get().header("etag"));
  }

  /** The tag of a person is what a change of that person's roles takes. */
  @Test
  void grant_toAPersonWhoGotAnotherMeanwhile_is412() {
    String clinic = Clinics.make();
    String person =
        Call.to("/api/v1/persons")
            .post(
                "{\"email\":\"%s@clinic.example\",\"name\":\"A\",\"role\":\"READER\",\"clinic\":\"%s\"}"
                    .formatted(clinic, clinic))
            .json()
            .path("id")
            .asString();
    String grant = "/api/v1/persons/" + person + "/grants/" + clinic;
    String tag = Call.to("/api/v1/persons/" + person).get().header("etag");

    assertThat(Call.to(grant).header("If-Match", tag).put("{\"role\":\"WRITER\"}").status())
        .isEqualTo(200);
    assertThat(Call.to(grant).header("If-Match", tag).put("{\"role\":\"ADMIN\"}").status())
        .isEqualTo(412);
    assertThat(Call.to(grant).header("If-Match", tag).delete().status()).isEqualTo(412);
  }

  @Test
  void condition_whereNobodyLooksAtIt_isRefused() {
    Call.Answer answer =
        Call.to("/api/v1/clinics").header("If-Match", "\"1\"").post("{\"name\":\"x\"}");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.field()).isEqualTo("If-Match");
  }

  private interface Check {
    void on(Changeable resource) throws Exception;
  }

  private static Stream<DynamicTest> each(Check check) {
    return Changeable.all()
        .map(resource -> DynamicTest.dynamicTest(resource.toString(), () -> check.on(resource)));
  }
}
