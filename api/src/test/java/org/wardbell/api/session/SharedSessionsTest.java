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
}
