package org.wardbell.api.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.UUID;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.OpenApi;
import org.wardbell.api.People;

/** Somebody who may make every request of a server, also those that sign them out. */
final class GeneratedCaller {
  private final URI server;

  GeneratedCaller(URI server) {
    this.server = server;
  }

  /** Returns a request to that path, with whatever the operation wants as a proof. */
  Call call(OpenApi.Operation operation, String path) {
    if (operation.json().path("security").isEmpty() && operation.json().has("security")) {
      return anonymous(path);
    }
    return operation.isForPeople() ? ofPerson(path) : ofKey(path);
  }

  private Call anonymous(String path) {
    return Call.at(server.resolve(path)).header("X-Forwarded-For", People.network());
  }

  private Call ofKey(String path) {
    return Call.at(server.resolve(path))
        .header("Authorization", "Bearer " + ApiServer.ADMINISTRATOR_KEY);
  }

  /** Makes a person for each request, who may be nobody after it. */
  private Call ofPerson(String path) {
    String email = "p" + UUID.randomUUID() + "@clinic.example";
    Call.Answer made =
        ofKey("/api/v1/persons")
            .post(
                "{\"email\":\"%s\",\"name\":\"Ann\",\"role\":\"ADMIN\",\"installation\":true}"
                    .formatted(email));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    String token =
        ofKey("/api/v1/persons/" + made.json().path("id").asString() + "/password-link")
            .post("")
            .json()
            .path("token")
            .asString();
    anonymous("/api/v1/passwords")
        .post("{\"token\":\"%s\",\"password\":\"%s\"}".formatted(token, People.PASSWORD));
    Call.Answer session =
        anonymous("/api/v1/session")
            .post("{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, People.PASSWORD));
    assertThat(session.status()).as(session.text()).isEqualTo(200);
    return anonymous(path)
        .header("Cookie", People.cookie(session, "wardbell-session").orElseThrow())
        .header("X-CSRF-Token", session.json().path("csrf_token").asString());
  }
}
