package org.wardbell.api.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.PERSON;
import static org.wardbell.activities.database.generated.Tables.PERSON_RECOVERY;

import com.bastiaanjansen.otp.TOTPGenerator;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import org.wardbell.api.People;
import org.wardbell.api.People.SignedInPerson;
import org.wardbell.api.brake.AnonymousBrake;
import tools.jackson.databind.JsonNode;

@Tag("servers")
class SecondFactorTest {
  private static final String TOTP = "/api/v1/session/totp";
  private static final String PROOF = "{\"password\":\"" + People.PASSWORD + "\"}";
  private static final DSLContext DATABASE = ApiServer.shared().bean(DSLContext.class);

  private final String clinic = Clinics.make();
  private final People.Person ann = People.make(clinic, "READER");
  private final SignedInPerson session = ann.signIn();

  private String begin() {
    Call.Answer begun = session.to(TOTP).post(PROOF);
    assertThat(begun.status()).as(begun.text()).isEqualTo(200);
    return begun.json().path("secret").asString();
  }

  private List<String> confirm(String secret) {
    JsonNode confirmed =
        session
            .to(TOTP + "/confirmation")
            .post("{\"code\":\"%s\"}".formatted(code(secret, 0)))
            .json();
    return confirmed.path("recovery_codes").valueStream().map(JsonNode::asString).toList();
  }

  private static String code(String secret, int stepsFromNow) {
    return TOTPGenerator.withDefaultValues(secret.getBytes(StandardCharsets.US_ASCII))
        .at(Instant.now().plusSeconds(30L * stepsFromNow));
  }

  private Call.Answer signIn(String code) {
    return ann.anonymous("/api/v1/session")
        .header("Cookie", session.device())
        .post(
            "{\"email\":\"%s\",\"password\":\"%s\"%s}"
                .formatted(
                    ann.email(),
                    People.PASSWORD,
                    code == null ? "" : ",\"code\":\"" + code + "\""));
  }

  /** Lets codes of the present count again, as if time had passed since the last one. */
  private void letTimePass() {
    DATABASE
        .update(PERSON)
        .setNull(PERSON.TOTP_STEP)
        .where(PERSON.ID.eq(UUID.fromString(ann.id())))
        .execute();
  }

  @Test
  void factor_thatIsConfirmed_isAskedForAtTheNextSignIn() {
    String secret = begin();
    assertThat(signIn(null).status()).isEqualTo(200);
    assertThat(session.to(TOTP + "/confirmation").post("{\"code\":\"000\"}").status())
        .isEqualTo(422);
    confirm(secret);
    letTimePass();

    Call.Answer without = signIn(null);
    assertThat(without.status()).isEqualTo(401);
    assertThat(without.field()).isEqualTo("code");
    String wrong = code(secret, 0).equals("123456") ? "654321" : "123456";
    assertThat(signIn(wrong).status()).isEqualTo(401);
    Call.Answer with = signIn(code(secret, 0));
    assertThat(with.status()).as(with.text()).isEqualTo(200);
    assertThat(with.json().path("second_factor").asBoolean()).isTrue();
    assertThat(session.to(TOTP).post(PROOF).status()).isEqualTo(409);
  }

  @Test
  void signIn_withoutItsCode_isNoWrongPassword_andCostsItsNetworkNoTry() {
    String secret = begin();
    confirm(secret);
    letTimePass();
    AnonymousBrake brake = ApiServer.shared().bean(AnonymousBrake.class);
    int tries = 0;
    while (brake.mayTry(AnonymousBrake.Kind.SIGN_IN, ann.address())) {
      tries++;
    }
    assertThat(tries).isPositive();
    brake.worthIt(AnonymousBrake.Kind.SIGN_IN, ann.address());
    double wrong = refused("wrong_password");
    double missing = refused("no_code");

    for (int i = 0; i < 5; i++) {
      assertThat(signIn(null).field()).as("try " + i).isEqualTo("code");
    }
    assertThat(signIn(code(secret, 0)).status()).isEqualTo(200);

    // The last one is counted beside its answer, not before it.
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (refused("no_code") < missing + 5 && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(refused("no_code")).isEqualTo(missing + 5);
    assertThat(refused("wrong_password")).isEqualTo(wrong);
  }

  private static double refused(String reason) {
    return ApiServer.shared()
        .bean(MeterRegistry.class)
        .find("wardbell.requests.refused")
        .tag("reason", reason)
        .counters()
        .stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  @Test
  void code_thatWasUsed_isRefusedTheSecondTime_andSoIsAnOlderOne() {
    String secret = begin();
    confirm(secret);
    letTimePass();
    String code = code(secret, 1);

    assertThat(signIn(code).status()).isEqualTo(200);
    assertThat(signIn(code).status()).isEqualTo(401);
    assertThat(signIn(code(secret, -1)).status()).isEqualTo(401);
  }

  @Test
  void recoveryCode_standsInOnce() {
    List<String> codes = confirm(begin());

    assertThat(codes).hasSize(10).doesNotHaveDuplicates().allMatch(it -> it.length() == 11);
    assertThat(signIn(codes.getFirst().toLowerCase(Locale.ROOT)).status()).isEqualTo(200);
    assertThat(signIn(codes.getFirst()).status()).isEqualTo(401);
    assertThat(signIn(codes.getLast()).status()).isEqualTo(200);
  }

  @Test
  void secretAndCodes_inTheDatabase_areNotReadable() {
    String secret = begin();
    List<String> codes = confirm(secret);

    byte[] sealed =
        DATABASE
            .select(PERSON.TOTP_CIPHERTEXT)
            .from(PERSON)
            .where(PERSON.ID.eq(UUID.fromString(ann.id())))
            .fetchSingle()
            .value1();
    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain(secret);
    assertThat(
            DATABASE
                .select(PERSON_RECOVERY.HASH)
                .from(PERSON_RECOVERY)
                .where(PERSON_RECOVERY.PERSON_ID.eq(UUID.fromString(ann.id())))
                .fetch(PERSON_RECOVERY.HASH))
        .hasSize(codes.size())
        .allMatch(hash -> hash.length == 32);
  }

  @Test
  void factor_isRemovedByItsPersonWithThePassword_orByAnAdministrator() {
    confirm(begin());
    assertThat(session.to(TOTP + "/removal").post("{\"password\":\"not this one\"}").status())
        .isEqualTo(422);
    assertThat(signIn(null).status()).isEqualTo(401);
    assertThat(session.to(TOTP + "/removal").post(PROOF).status()).isEqualTo(204);
    assertThat(signIn(null).status()).isEqualTo(200);

    confirm(begin());
    String stranger = Clinics.key(Clinics.make(), "ADMIN");
    String factor = "/api/v1/persons/" + ann.id() + "/totp";
    assertThat(Call.to(factor, stranger).delete().status()).isEqualTo(404);
    assertThat(Call.to(factor, Clinics.key(clinic, "ADMIN")).delete().status()).isEqualTo(204);
    assertThat(signIn(null).status()).isEqualTo(200);
  }
}
