package org.wardbell.api.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.Environment;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import org.wardbell.api.People;
import org.wardbell.api.People.SignedInPerson;

/** Two servers on one database. */
@Tag("servers")
class SharedSessionsTest {
  private static final String SESSION = "/api/v1/session";

  private final ApiServer other = ApiServer.start(sameDatabase());

  private static Map<String, String> sameDatabase() {
    Environment environment = ApiServer.shared().bean(Environment.class);
    Map<String, String> settings = new HashMap<>();
    for (String name :
        List.of(
            "wardbell.database.url",
            "wardbell.database.user",
            "wardbell.database.password",
            "wardbell.master-key-file")) {
      settings.put(name, environment.getRequiredProperty(name));
    }
    return settings;
  }

  @AfterEach
  void stop() {
    other.stop();
  }

  private Call elsewhere(SignedInPerson session, String path) {
    return Call.at(other.url().resolve(path))
        .header("Cookie", session.cookie())
        .header("X-CSRF-Token", session.csrf());
  }

  @Test
  void session_ofOneServer_isOneOfTheOther_andEndsInBothAtOnce() {
    String clinic = Clinics.make();
    SignedInPerson ann = People.make(clinic, "ADMIN").signIn();
    SignedInPerson bob = People.make(clinic, "ADMIN").signIn();
    assertThat(ann.to(SESSION).get().status()).isEqualTo(200);
    assertThat(elsewhere(ann, "/api/v1/keys").get().status()).isEqualTo(200);

    String grant = "/api/v1/persons/" + ann.person().id() + "/grants/" + clinic;
    assertThat(bob.to(grant).put("{\"role\":\"READER\"}").status()).isEqualTo(200);
    assertThat(elsewhere(ann, "/api/v1/keys").get().status()).isEqualTo(403);

    assertThat(elsewhere(ann, "/api/v1/sessions").delete().status()).isEqualTo(204);
    assertThat(ann.to(SESSION).get().status()).isEqualTo(401);
    assertThat(elsewhere(bob, SESSION).get().status()).isEqualTo(200);
  }

  @Test
  void person_overTheLimit_isRefusedBeforeAnybodyReadsThePerson() {
    SignedInPerson ann = People.make(Clinics.make(), "READER").signIn();
    Map<String, String> settings = sameDatabase();
    settings.put("wardbell.sessions.requests-per-second", "0");
    ApiServer strict = ApiServer.start(settings);
    try {
      Call.Answer first = ask(strict, ann);
      assertThat(first.status()).as(first.text()).isEqualTo(429);
      assertThat(first.header("retry-after")).isEqualTo("1");
      assertThat(ann.to(SESSION).get().status()).isEqualTo(200);

      Call.to("/api/v1/persons/" + ann.person().id() + "/sessions").delete();

      assertThat(ask(strict, ann).status()).isEqualTo(429);
      assertThat(ann.to(SESSION).get().status()).isEqualTo(401);
      assertThat(ask(strict, ann).status()).as("its row is gone as well").isEqualTo(401);
    } finally {
      strict.stop();
    }
  }

  private static Call.Answer ask(ApiServer server, SignedInPerson session) {
    return Call.at(server.url().resolve(SESSION)).header("Cookie", session.cookie()).get();
  }
}
