package org.wardbell.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.clinic.ApiKey;
import org.wardbell.activities.clinic.ApiKeyStore;
import org.wardbell.activities.clinic.ApiKeys;
import org.wardbell.activities.clinic.ClinicFacts;
import org.wardbell.activities.clinic.ClinicStore;
import org.wardbell.activities.clinic.FirstStart;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.clinic.UnusableAdministratorKey;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.database.DatabaseSettings;
import org.wardbell.embedded.mysql.MySqlDatabase;

@Tag("servers")
class FirstStartTest {
  private static final String CHOSEN = "a-key-that-an-operator-chose-0123456789";

  private Database database;
  private ApiKeyStore keys;
  private FirstStart firstStart;

  @BeforeEach
  void open() {
    MySqlDatabase empty = ApiServer.database();
    database =
        Database.open(new DatabaseSettings(empty.jdbcUrl(), empty.user(), empty.password(), 4));
    DSLContext dsl = database.dsl();
    keys = new ApiKeyStore(dsl);
    InstantSource clock = InstantSource.system();
    firstStart = new FirstStart(dsl, new ClinicStore(dsl), keys, new AuditStore(clock), clock);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Optional<String> run(String chosen) {
    return firstStart.run(chosen, key -> {});
  }

  @Test
  void madeKey_thatCannotBeKept_isNotMade() {
    assertThatThrownBy(
            () ->
                firstStart.run(
                    null,
                    key -> {
                      throw new IllegalStateException("the disk is full");
                    }))
        .hasMessageContaining("the disk is full");
    List<String> kept = new ArrayList<>();
    assertThat(firstStart.run(null, kept::add)).isPresent();
    assertThat(keys.findByHash(ApiKeys.hash(kept.getFirst()))).isPresent();
  }

  @Test
  void emptyDatabase_makesTheClinicAndOneKey_once() {
    Optional<String> made = run(null);
    assertThat(made).get().asString().matches("wb_[A-Za-z0-9_-]{49}");
    assertThat(new ClinicStore(database.dsl()).findDefault())
        .map(ClinicFacts::name)
        .hasValue("default");
    ApiKey key = keys.findByHash(ApiKeys.hash(made.orElseThrow())).orElseThrow();
    assertThat(key.role()).isEqualTo(Role.ADMIN);
    assertThat(key.clinicId()).isNull();
    assertThat(run("  ")).isEmpty();
    assertThat(keys.list(null, null, 10)).hasSize(1);
  }

  @Test
  void defaultClinic_thatWasRenamed_isMadeNoSecondTime() {
    run(null);
    database.dsl().execute("update clinic set name = 'Harbour Clinic'");

    run(null);

    assertThat(new ClinicStore(database.dsl()).list(null, null, 10))
        .extracting(ClinicFacts::name, ClinicFacts::isDefault)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("Harbour Clinic", true));
  }

  @Test
  void chosenKey_worksAndIsNotPrinted() {
    assertThat(run(CHOSEN)).isEmpty();
    assertThat(run(CHOSEN)).isEmpty();
    assertThat(keys.list(null, null, 10)).hasSize(1);
    assertThat(keys.findByHash(ApiKeys.hash(CHOSEN))).isPresent();
  }

  @Test
  void chosenKey_changed_revokesTheEarlierOne() {
    run(CHOSEN);
    run(CHOSEN + "-new");
    assertThat(keys.findByHash(ApiKeys.hash(CHOSEN)).orElseThrow().revokedAt()).isNotNull();
    run(CHOSEN);
    assertThat(keys.findByHash(ApiKeys.hash(CHOSEN)).orElseThrow().revokedAt()).isNull();
    assertThat(keys.list(null, null, 10)).hasSize(1);
    assertThat(
            database
                .dsl()
                .fetch("select action from audit where target like 'key/%' order by number")
                .getValues(0, String.class))
        .containsExactly("key.created", "key.revoked", "key.created", "key.revoked", "key.revived");
  }

  @Test
  void chosenKey_tooShort_saysHowToMakeOne() {
    assertThatThrownBy(() -> run("short"))
        .isInstanceOf(UnusableAdministratorKey.class)
        .hasMessageContaining("at least 32")
        .hasMessageContaining("openssl rand");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk",
        "abcdefghabcdefghabcdefghabcdefghabcdefgh",
        "held-out-kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk"
      })
  void chosenKey_thatRepeatsItself_saysHowToMakeOne(String guessable) {
    assertThatThrownBy(() -> run(guessable))
        .isInstanceOf(UnusableAdministratorKey.class)
        .hasMessageContaining("repeats itself")
        .hasMessageContaining("openssl rand");
  }

  @Test
  void chosenKey_ofRandomDigits_isTaken() {
    SecureRandom random = new SecureRandom();
    for (int i = 0; i < 20; i++) {
      String digits =
          IntStream.range(0, 32)
              .mapToObj(_ -> String.valueOf(random.nextInt(10)))
              .collect(Collectors.joining());

      assertThat(run(digits)).isEmpty();
    }
  }

  @Test
  void chosenKey_thatWasOursAndWasCopiedBadly_isRefused() {
    String made = ApiKeys.make();
    char other = made.charAt(10) == 'a' ? 'b' : 'a';

    assertThatThrownBy(() -> run(made.substring(0, 10) + other + made.substring(11)))
        .isInstanceOf(UnusableAdministratorKey.class)
        .hasMessageContaining("copied badly");
    assertThat(run(made)).isEmpty();
  }

  @Test
  void key_isNowhereInTheDatabase() {
    String made = run(null).orElseThrow();
    String rows =
        database.dsl().fetch("select hex(hash), name from api_key").formatCSV()
            + database.dsl().fetch("select detail, target from audit").formatCSV();
    assertThat(rows).doesNotContain(made);
  }
}
