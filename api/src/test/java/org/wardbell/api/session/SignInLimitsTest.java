package org.wardbell.api.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.SIGN_IN_LIMIT;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.context.SmartLifecycle;
import org.wardbell.activities.person.PersonStore;
import org.wardbell.activities.person.SignInLimit;
import org.wardbell.activities.person.SignInLimits;
import org.wardbell.activities.person.SignInLimits.Subject;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import org.wardbell.api.People;
import org.wardbell.api.People.SignedInPerson;
import tools.jackson.databind.JsonNode;

/** Strangers who guess, beside the person whose password they guess. */
@Tag("servers")
class SignInLimitsTest {
  private static final String WRONG = "some other words";
  private static final SignInLimits LIMITS = ApiServer.shared().bean(SignInLimits.class);
  private static final DSLContext DATABASE = ApiServer.shared().bean(DSLContext.class);

  private final People.Person ann = People.make(Clinics.make(), "READER");

  /** Returns the same person's address, tried from another network. */
  private People.Person from(String network) {
    return new People.Person(ann.id(), ann.email(), network);
  }

  private static List<Integer> guesses(People.Person who, int times) {
    return IntStream.range(0, times).mapToObj(_ -> who.signIn(WRONG, "").status()).toList();
  }

  @Test
  void stranger_whoGuesses_hasToWait_andThePersonElsewhereHasNot() {
    People.Person stranger = from(People.network());

    assertThat(guesses(stranger, 8)).startsWith(401, 401, 401, 401, 401).endsWith(429);
    Call.Answer refused = stranger.signIn(People.PASSWORD, "");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(Integer.parseInt(refused.header("retry-after"))).isBetween(1, 900);

    assertThat(ann.signIn(People.PASSWORD, "").status()).isEqualTo(200);
  }

  @Test
  void guesserWithManyNetworks_slowsStrangersDown_butNoDeviceThatWasHereBefore() {
    SignedInPerson known = ann.signIn();
    Subject all = new Subject(SignInLimit.STRANGERS, hex(fingerprint()));
    for (int i = 0; i < 100; i++) {
      LIMITS.count(List.of(all));
    }

    assertThat(from(People.network()).signIn(People.PASSWORD, "").status()).isEqualTo(429);
    assertThat(ann.signIn(People.PASSWORD, known.device()).status()).isEqualTo(200);
    Call.Answer refused = from(People.network()).signIn(People.PASSWORD, "");
    assertThat(Integer.parseInt(refused.header("retry-after"))).isLessThanOrEqualTo(30);
  }

  private byte[] fingerprint() {
    return ApiServer.shared().bean(PersonStore.class).fingerprint(ann.email());
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Test
  void tries_atTheSameTime_areCountedOneByOne() throws Exception {
    List<Subject> subjects =
        List.of(
            new Subject(SignInLimit.NEAR, People.network()),
            new Subject(SignInLimit.STRANGERS, People.network()));
    List<Future<Boolean>> tries = new ArrayList<>();
    try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 40; i++) {
        tries.add(many.submit(() -> LIMITS.count(subjects).isEmpty()));
      }
    }

    int allowed = 0;
    for (Future<Boolean> each : tries) {
      allowed += each.get() ? 1 : 0;
    }
    assertThat(allowed).isEqualTo(5);
  }

  @Test
  void device_ofOnePerson_isNoneOfAnother() {
    String own = ann.signIn().device();
    String other = People.make(Clinics.make(), "READER").signIn().device();
    String name = own.replaceFirst("=.*", "=");
    People.Person stranger = from(People.network());
    guesses(stranger, 6);

    for (String device :
        List.of(
            other,
            name + other.replaceFirst("^[^=]*=", ""),
            name + UUID.randomUUID() + "." + "A".repeat(43),
            own + "x")) {
      assertThat(stranger.signIn(People.PASSWORD, device).status()).isEqualTo(429);
    }
    assertThat(stranger.signIn(People.PASSWORD, own).status()).isEqualTo(200);
  }

  @Test
  void device_thatWasStolen_isSlowedDownAsWell() {
    String device = ann.signIn().device();

    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      statuses.add(from(People.network()).signIn(WRONG, device).status());
    }

    assertThat(statuses).containsExactly(401, 401, 401, 401, 401, 429);
  }

  @Test
  void rightPassword_makesItsNetworkBeginAnew() {
    assertThat(guesses(ann, 4)).containsOnly(401);
    assertThat(ann.signIn(People.PASSWORD, "").status()).isEqualTo(200);
    assertThat(guesses(ann, 4)).containsOnly(401);
  }

  @Test
  void addressOfNobody_isAnsweredAndSlowedDownLikeSomebodys() {
    People.Person nobody =
        new People.Person("", "n" + UUID.randomUUID() + "@clinic.example", People.network());

    Call.Answer unknown = nobody.signIn(WRONG, "");
    Call.Answer wrong = ann.signIn(WRONG, "");

    assertThat(unknown.status()).isEqualTo(401);
    assertThat(unknown.text()).isEqualTo(wrong.text());
    assertThat(guesses(nobody, 6)).endsWith(429);
  }

  @Test
  void failures_areForgottenAfterADay_andSwept() {
    People.Person stranger = from(People.network());
    guesses(stranger, 6);
    DATABASE
        .update(SIGN_IN_LIMIT)
        .set(SIGN_IN_LIMIT.FAILED_AT, Instant.parse("2020-01-01T00:00:00Z"))
        .setNull(SIGN_IN_LIMIT.BLOCKED_UNTIL)
        .execute();

    assertThat(guesses(stranger, 4)).containsOnly(401);
    for (int i = 0; i < 50 && old() > 0; i++) {
      from(People.network()).signIn(WRONG, "");
    }
    assertThat(old()).isZero();
  }

  private static int old() {
    return DATABASE.fetchCount(
        SIGN_IN_LIMIT, SIGN_IN_LIMIT.FAILED_AT.lt(Instant.parse("2020-01-02T00:00:00Z")));
  }

  @Test
  void flood_fromOneAddress_isRefusedBeforeAnythingIsAsked() {
    String network = People.network();
    List<Integer> statuses =
        IntStream.range(0, 60)
            .mapToObj(
                i ->
                    new People.Person("", "f" + i + "@clinic.example", network)
                        .anonymous("/api/v1/passwords")
                        .post(
                            "{\"token\":\"t%s\",\"password\":\"%s\"}".formatted(i, People.PASSWORD))
                        .status())
            .toList();

    assertThat(statuses).startsWith(422, 422, 422).endsWith(429);
  }

  @Test
  void failures_areInTheAuditTrail_inGroups() {
    ApiServer server = ApiServer.start(Map.of());
    try {
      for (int i = 0; i < 3; i++) {
        Call.at(server.url().resolve("/api/v1/session"))
            .post("{\"email\":\"n@clinic.example\",\"password\":\"" + WRONG + "\"}");
      }
      server.bean("refusedRequests", SmartLifecycle.class).stop();

      JsonNode row =
          Call.at(server.url().resolve("/api/v1/audit?action=request.refused"))
              .header("Authorization", "Bearer " + ApiServer.ADMINISTRATOR_KEY)
              .get()
              .json()
              .at("/data/0");
      assertThat(row.at("/detail/reason").asString()).isEqualTo("wrong_password");
      assertThat(row.at("/detail/count").asInt()).isEqualTo(3);
      assertThat(row.toString()).doesNotContain("n@clinic");
    } finally {
      server.stop();
    }
  }
}
