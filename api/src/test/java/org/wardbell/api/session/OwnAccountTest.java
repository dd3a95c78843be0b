package org.wardbell.api.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.SPRING_SESSION;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import org.wardbell.api.People;
import org.wardbell.api.People.SignedInPerson;
import tools.jackson.databind.JsonNode;

/** What people change about themselves. */
@Tag("servers")
class OwnAccountTest {
  private static final String SESSION = "/api/v1/session";
  private static final DSLContext DATABASE = ApiServer.shared().bean(DSLContext.class);

  private final People.Person ann = People.make(Clinics.make(), "READER");

  private static int status(SignedInPerson who) {
    return who.to(SESSION).get().status();
  }

  @Test
  void password_thatIsChanged_endsTheOtherSessions() {
    SignedInPerson other = ann.signIn();
    SignedInPerson session = ann.signIn();
    String change = "{\"current_password\":\"%s\",\"password\":\"five other words make another\"}";

    Call.Answer wrong = session.to(SESSION + "/password").put(change.formatted("not this one"));
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.field()).isEqualTo("current_password");
    Call.Answer changed = session.to(SESSION + "/password").put(change.formatted(People.PASSWORD));

    assertThat(changed.status()).as(changed.text()).isEqualTo(200);
    SignedInPerson now = SignedInPerson.of(ann, changed);
    assertThat(now.to(SESSION).get().status()).isEqualTo(200);
    assertThat(status(session)).isEqualTo(401);
    assertThat(status(other)).isEqualTo(401);
    assertThat(ann.signIn(People.PASSWORD, "").status()).isEqualTo(401);
    assertThat(ann.signIn("five other words make another", "").status()).isEqualTo(200);
  }

  @Test
  void person_changesNameZoneAndLanguage_andNoRole() {
    SignedInPerson session = ann.signIn();

    Call.Answer changed =
        session.to(SESSION).patch("{\"time_zone\":\"Asia/Kolkata\",\"language\":\"hi\"}");

    assertThat(changed.status()).as(changed.text()).isEqualTo(200);
    assertThat(changed.json().path("name").asString()).isEqualTo("Ann");
    assertThat(session.to(SESSION).get().json().path("time_zone").asString())
        .isEqualTo("Asia/Kolkata");
    assertThat(session.to(SESSION).patch("{\"role\":\"ADMIN\"}").status()).isEqualTo(422);
    assertThat(session.to(SESSION).patch("{\"email\":\"x@clinic.example\"}").status())
        .isEqualTo(422);
    assertThat(session.to(SESSION).patch("{\"language\":\"no such\"}").field())
        .isEqualTo("language");
  }

  @Test
  void preferences_besideAnAdministratorsChange_leaveTheNewAddress() throws Exception {
    SignedInPerson session = ann.signIn();
    String email = "n" + UUID.randomUUID() + "@clinic.example";
    Instant longAgo = Instant.now().minusSeconds(120);
    setLastAccess(longAgo);
    // In the thread that submits: pools are small on a small machine, and one waits here already.
    SubmissionPublisher<ByteBuffer> body =
        new SubmissionPublisher<>(Runnable::run, Flow.defaultBufferSize());
    CompletableFuture<Call.Answer> own =
        CompletableFuture.supplyAsync(
            () ->
                session
                    .to(SESSION)
                    .header("Content-Type", "application/json")
                    .sendChunked("PATCH", body));

    // The last access is written once the person was read; the body is still on its way.
    while (lastAccess().equals(longAgo.truncatedTo(ChronoUnit.MILLIS)) && !own.isDone()) {
      Thread.onSpinWait();
    }
    Call.to("/api/v1/persons/" + ann.id()).patch("{\"email\":\"" + email + "\"}");
    while (!body.hasSubscribers() && !own.isDone()) {
      Thread.onSpinWait();
    }
    body.submit(ByteBuffer.wrap("{\"name\":\"Ann Meyer\"}".getBytes(StandardCharsets.UTF_8)));
    body.close();

    assertThat(own.get().status()).isEqualTo(200);
    JsonNode now = Call.to("/api/v1/persons/" + ann.id()).get().json();
    assertThat(now.path("name").asString()).isEqualTo("Ann Meyer");
    assertThat(now.path("email").asString()).isEqualTo(email);
  }

  private void setLastAccess(Instant at) {
    DATABASE
        .update(SPRING_SESSION)
        .set(SPRING_SESSION.LAST_ACCESS_TIME, at.toEpochMilli())
        .where(SPRING_SESSION.PRINCIPAL_NAME.eq(ann.id()))
        .execute();
  }

  private Instant lastAccess() {
    return Instant.ofEpochMilli(
        DATABASE
            .select(SPRING_SESSION.LAST_ACCESS_TIME)
            .from(SPRING_SESSION)
            .where(SPRING_SESSION.PRINCIPAL_NAME.eq(ann.id()))
            .fetchSingle()
            .value1());
  }
}
