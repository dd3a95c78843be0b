package org.wardbell.api.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.SPRING_SESSION;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import org.wardbell.api.People;
import org.wardbell.api.People.SignedInPerson;

@Tag("servers")
class SessionTest {
  private static final String SESSION = "/api/v1/session";
  private static final DSLContext DATABASE = ApiServer.shared().bean(DSLContext.class);

  private final String clinic = Clinics.make();
  private final People.Person ann = People.make(clinic, "ADMIN");

  private static int status(SignedInPerson who) {
    return who.to("/api/v1/events").get().status();
  }

  @Test
  void signIn_withTheRightPassword_setsACookieThatScriptsAndOtherSitesCannotUse() {
    Call.Answer answer = ann.signIn(People.PASSWORD, "");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("email").asString()).isEqualTo(ann.email());
    assertThat(answer.json().at("/grants/0/clinic_id").asString()).isEqualTo(clinic);
    String named = Call.to("/api/v1/clinics/" + clinic).get().json().path("name").asString();
    assertThat(answer.json().at("/grants/0/clinic_name").asString()).isEqualTo(named);
    assertThat(People.cookies(answer))
        .hasSize(2)
        .allSatisfy(cookie -> assertThat(cookie).contains("HttpOnly", "SameSite=Lax", "Path=/"))
        .noneMatch(cookie -> cookie.contains("Domain"));
  }

  @Test
  void signIn_behindTls_setsACookieOfThisHostAlone() {
    ApiServer server = ApiServer.start(Map.of("wardbell.public-url", "https://w.example"));
    try {
      Call.Answer made = to(server, "/api/v1/persons", PERSON);
      String link = "/api/v1/persons/" + made.json().path("id").asString() + "/password-link";
      String token = to(server, link, "").json().path("token").asString();
      Call.at(server.url().resolve("/api/v1/passwords"))
          .post("{\"token\":\"%s\",\"password\":\"%s\"}".formatted(token, People.PASSWORD));

      Call.Answer answer = to(server, SESSION, SIGN_IN);

      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
      assertThat(People.cookies(answer))
          .hasSize(2)
          .allSatisfy(cookie -> assertThat(cookie).startsWith("__Host-").contains("; Secure"));
      String cookie = People.cookie(answer, "__Host-wardbell-session").orElseThrow();
      assertThat(read(server, cookie)).isEqualTo(200);
      assertThat(read(server, cookie.replace("__Host-", ""))).isEqualTo(401);
    } finally {
      server.stop();
    }
  }

  private static final String PERSON =
      "{\"email\":\"a@clinic.example\",\"name\":\"A\",\"role\":\"READER\"}";
  private static final String SIGN_IN =
      "{\"email\":\"A@Clinic.example\",\"password\":\"" + People.PASSWORD + "\"}";

  private static Call.Answer to(ApiServer server, String path, String body) {
    return Call.at(server.url().resolve(path))
        .header("Authorization", "Bearer " + ApiServer.ADMINISTRATOR_KEY)
        .post(body);
  }

  private static int read(ApiServer server, String cookie) {
    return Call.at(server.url().resolve(SESSION)).header("Cookie", cookie).get().status();
  }

  @Test
  void signIn_again_makesANewSessionAndEndsTheOneOfBefore() {
    SignedInPerson first = ann.signIn();

    Call.Answer again = ann.signIn(People.PASSWORD, first.cookie());

    assertThat(People.cookie(again, "wardbell-session"))
        .isNotEmpty()
        .get()
        .isNotEqualTo(first.cookie());
    assertThat(status(first)).isEqualTo(401);
  }

  @Test
  void change_withoutItsToken_isRefused() {
    SignedInPerson session = ann.signIn();
    String key = "{\"name\":\"x\",\"role\":\"READER\"}";

    assertThat(session.withoutToken("/api/v1/keys").post(key).status()).isEqualTo(403);
    assertThat(session.withoutToken("/api/v1/keys").header("X-CSRF-Token", "x").post(key).status())
        .isEqualTo(403);
    assertThat(
            session
                .withoutToken("/api/v1/keys")
                .header("X-CSRF-Token", ann.signIn().csrf())
                .post(key)
                .status())
        .isEqualTo(403);
    assertThat(session.to("/api/v1/keys").header("Sec-Fetch-Site", "cross-site").post(key).status())
        .isEqualTo(403);
    assertThat(
            session.to("/api/v1/keys").header("Sec-Fetch-Site", "same-origin").post(key).status())
        .isEqualTo(201);
    assertThat(session.withoutToken("/api/v1/keys").get().status()).isEqualTo(200);
  }

  @Test
  void signIn_byAPageOfAnotherSite_isRefused() {
    assertThat(
            ann.anonymous(SESSION)
                .header("Sec-Fetch-Site", "cross-site")
                .post(
                    "{\"email\":\"%s\",\"password\":\"%s\"}"
                        .formatted(ann.email(), People.PASSWORD))
                .status())
        .isEqualTo(403);
  }

  @Test
  void cookie_thatNobodySigned_isNoSession() {
    SignedInPerson session = ann.signIn();
    String id = session.cookie().replaceFirst("\\..*", "");

    for (String cookie : new String[] {id, id + ".", id + ".AAAA", id + "x." + "A".repeat(43)}) {
      assertThat(ann.anonymous(SESSION).header("Cookie", cookie).get().status()).isEqualTo(401);
    }
    assertThat(status(session)).isEqualTo(200);
  }

  @Test
  void signOut_endsThisSession_andEverywhereAllOfThem() {
    SignedInPerson one = ann.signIn();
    SignedInPerson two = ann.signIn();
    SignedInPerson three = ann.signIn();
    SignedInPerson other = People.make(clinic, "READER").signIn();

    assertThat(one.to(SESSION).delete().status()).isEqualTo(204);
    assertThat(status(one)).isEqualTo(401);
    assertThat(status(two)).isEqualTo(200);

    assertThat(two.to("/api/v1/sessions").delete().status()).isEqualTo(204);
    assertThat(status(two)).isEqualTo(401);
    assertThat(status(three)).isEqualTo(401);
    assertThat(status(other)).isEqualTo(200);
    assertThat(ann.signIn().to(SESSION).get().status()).isEqualTo(200);
  }

  @Test
  void role_thatIsTaken_isGoneFromTheNextRequestOn() {
    SignedInPerson session = ann.signIn();
    String grant = "/api/v1/persons/" + ann.id() + "/grants/" + clinic;
    assertThat(session.to("/api/v1/keys").get().status()).isEqualTo(200);

    assertThat(Call.to(grant).put("{\"role\":\"READER\"}").status()).isEqualTo(200);
    assertThat(session.to("/api/v1/keys").get().status()).isEqualTo(403);
    assertThat(status(session)).isEqualTo(200);

    assertThat(Call.to(grant).delete().status()).isEqualTo(204);
    assertThat(status(session)).isEqualTo(403);
    assertThat(session.to(SESSION).get().status()).isEqualTo(200);

    assertThat(Call.to("/api/v1/persons/" + ann.id()).delete().status()).isEqualTo(204);
    assertThat(session.to(SESSION).get().status()).isEqualTo(401);
  }

  @Test
  void session_thatNobodyUsed_orThatIsOld_isOver() {
    SignedInPerson idle = ann.signIn();
    SignedInPerson old = ann.signIn();
    SignedInPerson fresh = ann.signIn();
    long now = Instant.now().toEpochMilli();

    DATABASE
        .update(SPRING_SESSION)
        .set(SPRING_SESSION.LAST_ACCESS_TIME, now - Duration.ofMinutes(32).toMillis())
        .where(SPRING_SESSION.SESSION_ID.eq(id(idle)))
        .execute();
    DATABASE
        .update(SPRING_SESSION)
        .set(SPRING_SESSION.CREATION_TIME, now - Duration.ofHours(13).toMillis())
        .where(SPRING_SESSION.SESSION_ID.eq(id(old)))
        .execute();

    assertThat(status(idle)).isEqualTo(401);
    assertThat(status(old)).isEqualTo(401);
    assertThat(status(fresh)).isEqualTo(200);
  }

  @Test
  void lastAccess_isWrittenOnceAMinute() {
    SignedInPerson session = ann.signIn();
    long before = Instant.now().minusSeconds(40).toEpochMilli();
    setLastAccess(session, before);
    assertThat(status(session)).isEqualTo(200);
    assertThat(lastAccess(session)).isEqualTo(before);

    setLastAccess(session, Instant.now().minusSeconds(120).toEpochMilli());
    assertThat(status(session)).isEqualTo(200);
    assertThat(lastAccess(session)).isGreaterThan(before);
  }

  @Test
  void key_besideASession_isTheOneThatCounts() {
    SignedInPerson session = ann.signIn();
    long before = Instant.now().minusSeconds(120).toEpochMilli();
    setLastAccess(session, before);

    Call.Answer answer =
        session
            .withoutToken("/api/v1/keys")
            .header("Authorization", "Bearer " + Clinics.key(clinic, "ADMIN"))
            .post("{\"name\":\"x\",\"role\":\"READER\"}");

    assertThat(answer.status()).isEqualTo(201);
    assertThat(People.cookies(answer)).isEmpty();
    assertThat(lastAccess(session)).isEqualTo(before);
  }

  @Test
  void sessions_ofOnePerson_areTwentyAtMost() {
    SignedInPerson first = ann.signIn();
    String device = first.device();
    for (int i = 0; i < Sessions.PER_PERSON; i++) {
      assertThat(ann.signIn(People.PASSWORD, device).status()).isEqualTo(200);
    }

    assertThat(DATABASE.fetchCount(SPRING_SESSION, SPRING_SESSION.PRINCIPAL_NAME.eq(ann.id())))
        .isEqualTo(Sessions.PER_PERSON);
    assertThat(status(first)).isEqualTo(401);
  }

  private static String id(SignedInPerson session) {
    return session.cookie().replaceFirst("^[^=]*=", "").replaceFirst("\\..*", "");
  }

  private static void setLastAccess(SignedInPerson session, long at) {
    DATABASE
        .update(SPRING_SESSION)
        .set(SPRING_SESSION.LAST_ACCESS_TIME, at)
        .where(SPRING_SESSION.SESSION_ID.eq(id(session)))
        .execute();
  }

  private static long lastAccess(SignedInPerson session) {
    return DATABASE
        .select(SPRING_SESSION.LAST_ACCESS_TIME)
        .from(SPRING_SESSION)
        .where(SPRING_SESSION.SESSION_ID.eq(id(session)))
        .fetchSingle()
        .value1();
  }
}
