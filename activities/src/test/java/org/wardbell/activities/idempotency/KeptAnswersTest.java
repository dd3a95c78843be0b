package org.wardbell.activities.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wardbell.activities.database.generated.Tables.CLINIC;
import static org.wardbell.activities.database.generated.Tables.KEPT_ANSWER;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.crypto.MasterKey;
import org.wardbell.activities.database.CommitNote;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.database.DatabaseSettings;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.database.MigratedDatabase;
import org.wardbell.activities.database.OneConnection;
import org.wardbell.embedded.mysql.MySqlDatabase;

/** Claims of keys by two processes that share a database, and what a crash leaves of them. */
@Tag("servers")
class KeptAnswersTest {
  private static final byte[] KEY = "key".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] REQUEST = "request".getBytes(StandardCharsets.US_ASCII);

  private final UUID clinic = UUID.randomUUID();
  private Database database;
  private MySqlDatabase mysql;
  private DSLContext dsl;
  private KeptAnswers one;
  private KeptAnswers other;

  @BeforeEach
  void open() {
    mysql = MigratedDatabase.lend();
    database =
        Database.open(
            new DatabaseSettings(mysql.jdbcUrl(), mysql.user(), mysql.password(), 10),
            OneConnection::new);
    dsl = database.dsl();
    MasterKey masterKey = MasterKey.ofText(MasterKey.newKeyset());
    one = new KeptAnswers(dsl, new Encryption(masterKey, database.keys()));
    other = new KeptAnswers(dsl, new Encryption(masterKey, database.keys()));
  }

  @AfterEach
  void close() {
    database.close();
    MigratedDatabase.giveBack(mysql);
  }

  private static UUID mine(Claim claim) {
    assertThat(claim).isInstanceOf(Claim.Mine.class);
    return ((Claim.Mine) claim).id();
  }

  private static KeptAnswer answer(String body) {
    return new KeptAnswer(201, Map.of("Location", "/x/1"), body.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void key_claimedByOneProcess_isRunningForTheOther_thenAnswered() {
    UUID claim = mine(one.claim(clinic, KEY, REQUEST));
    assertThat(other.claim(clinic, KEY, REQUEST)).isEqualTo(new Claim.Running());

    one.keep(clinic, claim, answer("made"));
    assertThat(other.claim(clinic, KEY, REQUEST))
        .isInstanceOfSatisfying(
            Claim.Answered.class,
            given -> {
              assertThat(given.answer().status()).isEqualTo(201);
              assertThat(given.answer().headers()).containsEntry("Location", "/x/1");
              assertThat(given.answer().body()).asString().isEqualTo("made");
            });
    assertThat(other.claim(clinic, KEY, "else".getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo(new Claim.Taken());
    mine(other.claim(UUID.randomUUID(), KEY, REQUEST));
    mine(other.claim(null, KEY, REQUEST));
  }

  @Test
  void claim_thatChangedNothing_isGivenBack_andOneThatDidIsNot() {
    UUID refused = mine(one.claim(clinic, KEY, REQUEST));
    assertThat(one.release(refused)).isTrue();

    UUID done = mine(one.claim(clinic, KEY, REQUEST));
    insert(done, "done");
    assertThat(one.release(done)).isFalse();
    assertThat(other.claim(clinic, KEY, REQUEST)).isEqualTo(new Claim.Running());
  }

  @Test
  void claim_ofAStoppedProcess_isGivenToARepetition_onlyIfNothingWasCommitted() {
    UUID stopped = mine(one.claim(clinic, KEY, REQUEST));
    age(stopped, KeptAnswers.LEASE.plusMinutes(1));
    UUID taken = mine(other.claim(clinic, KEY, REQUEST));

    insert(taken, "taken");
    age(taken, KeptAnswers.LEASE.plusMinutes(1));
    assertThat(one.claim(clinic, KEY, REQUEST)).isEqualTo(new Claim.Unanswered());
  }

  /** As long as it is not, whoever repeats the request as told is answered 409. */
  @Test
  void claim_thatNobodyCouldGiveBack_isFreeWithinTwoMinutes() {
    UUID broken = mine(one.claim(clinic, KEY, REQUEST));
    assertThat(other.claim(clinic, KEY, REQUEST)).isEqualTo(new Claim.Running());

    age(broken, Duration.ofMinutes(2));
    mine(other.claim(clinic, KEY, REQUEST));
  }

  /** The first one was paused for long, and everybody believed it dead. */
  @Test
  void transaction_ofARequestWhoseClaimWasGivenAway_isRolledBack() {
    UUID paused = mine(one.claim(clinic, KEY, REQUEST));
    age(paused, KeptAnswers.LEASE.plusMinutes(1));
    mine(other.claim(clinic, KEY, REQUEST));

    assertThatThrownBy(() -> insert(paused, "late")).isInstanceOf(KeptAnswers.LostClaim.class);
    assertThat(dsl.fetchCount(CLINIC, CLINIC.NAME.eq("late"))).isZero();
  }

  @Test
  void answer_thatIsTooLong_isKnownToHaveBeenGiven() {
    UUID claim = mine(one.claim(clinic, KEY, REQUEST));
    one.keep(clinic, claim, answer("x".repeat(KeptAnswer.MAXIMUM_BODY + 1)));
    assertThat(other.claim(clinic, KEY, REQUEST)).isEqualTo(new Claim.Unanswered());
  }

  @Test
  void removal_takesWhatIsOlderThanADay_inChunks_andNothingElse() {
    UUID fresh = mine(one.claim(clinic, KEY, REQUEST));
    Instant old = Instant.now().minus(KeptAnswers.KEPT).minus(Duration.ofHours(2));
    int rows = 1_201;
    for (int i = 0; i < rows; i++) {
      byte[] random = UUID.randomUUID().toString().substring(4).getBytes(StandardCharsets.US_ASCII);
      dsl.insertInto(KEPT_ANSWER)
          .set(KEPT_ANSWER.ID, new UUID(Ids.firstOf(old).getMostSignificantBits(), i))
          .set(KEPT_ANSWER.CLINIC_ID, i % 2 == 0 ? clinic : null)
          .set(KEPT_ANSWER.KEY_FINGERPRINT, random)
          .set(KEPT_ANSWER.REQUEST_FINGERPRINT, random)
          .set(KEPT_ANSWER.CREATED_AT, old)
          .execute();
    }

    assertThat(one.removeOld()).isEqualTo(rows);
    assertThat(dsl.select(KEPT_ANSWER.ID).from(KEPT_ANSWER).fetch(KEPT_ANSWER.ID))
        .containsExactly(fresh);
  }

  private void age(UUID claim, Duration age) {
    dsl.update(KEPT_ANSWER)
        .set(KEPT_ANSWER.CREATED_AT, Instant.now().minus(age))
        .where(KEPT_ANSWER.ID.eq(claim))
        .execute();
  }

  /** A change as a controller makes it. */
  private void insert(UUID claim, String name) {
    CommitNote.<RuntimeException, RuntimeException>during(
        transaction -> KeptAnswers.noteCommit(transaction, claim),
        () ->
            dsl.transaction(
                configuration ->
                    configuration
                        .dsl()
                        .insertInto(CLINIC)
                        .set(CLINIC.ID, UUID.randomUUID())
                        .set(CLINIC.NAME, name)
                        .set(CLINIC.TIME_ZONE, "UTC")
                        .set(CLINIC.UNREGISTERED_TYPES, false)
                        .set(CLINIC.CREATED_AT, Instant.now())
                        .execute()));
  }
}
