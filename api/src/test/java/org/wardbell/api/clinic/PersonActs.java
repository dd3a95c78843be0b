package org.wardbell.api.clinic;

import com.bastiaanjansen.otp.TOTPGenerator;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.wardbell.api.Call;
import org.wardbell.api.People;
import org.wardbell.api.People.SignedInPerson;
import org.wardbell.api.clinic.AuditedActs.Act;

/** Those of {@link AuditedActs} that are about people, and done by them. */
final class PersonActs {
  private static final String SESSION = "/api/v1/session";
  private static final String TOTP = SESSION + "/totp";
  private static final String PERSONS = "/api/v1/persons";
  private static final String PROOF = "{\"password\":\"" + People.PASSWORD + "\"}";

  private final String clinic;
  private final String key;
  private final String requestId;
  private final Map<String, Act> acts = new LinkedHashMap<>();

  PersonActs(String clinic, String key, String requestId) {
    this.clinic = clinic;
    this.key = key;
    this.requestId = requestId;
  }

  Map<String, Act> all() {
    administrators();
    own();
    return acts;
  }

  private void act(String operation, String action, Supplier<Call.Answer> request) {
    acts.put(operation, new Act(action, request));
  }

  private Call call(String path) {
    return Call.to(path, key).header("X-Request-Id", requestId);
  }

  private String person() {
    return PERSONS + "/" + People.withoutPassword(clinic, "READER").id();
  }

  private void administrators() {
    act(
        "POST /api/v1/persons",
        "person.created",
        () ->
            call(PERSONS)
                .post(
                    "{\"email\":\"w%s@clinic.example\",\"name\":\"W\",\"role\":\"READER\"}"
                        .formatted(UUID.randomUUID())));
    act("GET /api/v1/persons", "person.listed", () -> call(PERSONS).get());
    act("GET /api/v1/persons/{id}", "person.read", () -> call(person()).get());
    act(
        "PATCH /api/v1/persons/{id}",
        "person.changed",
        () -> call(person()).patch("{\"name\":\"Other\"}"));
    act("DELETE /api/v1/persons/{id}", "person.deleted", () -> call(person()).delete());
    act(
        "PUT /api/v1/persons/{id}/grants/{scope}",
        "person.granted",
        () -> call(person() + "/grants/" + clinic).put("{\"role\":\"WRITER\"}"));
    act(
        "DELETE /api/v1/persons/{id}/grants/{scope}",
        "person.revoked",
        () -> call(person() + "/grants/" + clinic).delete());
    act(
        "POST /api/v1/persons/{id}/password-link",
        "person.link_made",
        () -> call(person() + "/password-link").post(""));
    act(
        "DELETE /api/v1/persons/{id}/sessions",
        "person.sessions_ended",
        () -> call(person() + "/sessions").delete());
    act(
        "DELETE /api/v1/persons/{id}/totp",
        "person.second_factor_removed",
        () -> call(person() + "/totp").delete());
  }

  private SignedInPerson member() {
    return People.make(clinic, "READER").signIn();
  }

  private Call walked(Call call) {
    return call.header("X-Request-Id", requestId);
  }

  private void own() {
    act(
        "POST /api/v1/session",
        "session.started",
        () -> {
          People.Person person = People.make(clinic, "READER");
          return walked(person.anonymous(SESSION))
              .post(
                  "{\"email\":\"%s\",\"password\":\"%s\"}"
                      .formatted(person.email(), People.PASSWORD));
        });
    act(
        "PATCH /api/v1/session",
        "person.changed",
        () -> walked(member().to(SESSION)).patch("{\"name\":\"Other\"}"));
    act("DELETE /api/v1/session", "session.ended", () -> walked(member().to(SESSION)).delete());
    act(
        "DELETE /api/v1/sessions",
        "person.sessions_ended",
        () -> walked(member().to("/api/v1/sessions")).delete());
    act(
        "PUT /api/v1/session/password",
        "person.password_changed",
        () ->
            walked(member().to(SESSION + "/password"))
                .put(
                    "{\"current_password\":\"%s\",\"password\":\"eight other plain words\"}"
                        .formatted(People.PASSWORD)));
    act(
        "POST /api/v1/passwords",
        "person.password_set",
        () -> {
          People.Person person = People.withoutPassword(clinic, "READER");
          return walked(person.anonymous("/api/v1/passwords"))
              .post(
                  "{\"token\":\"%s\",\"password\":\"%s\"}"
                      .formatted(People.link(person.id()), People.PASSWORD));
        });
    act(
        "POST /api/v1/session/totp",
        "person.second_factor_begun",
        () -> walked(member().to(TOTP)).post(PROOF));
    act(
        "POST /api/v1/session/totp/confirmation",
        "person.second_factor_confirmed",
        () -> {
          SignedInPerson member = member();
          byte[] secret =
              member
                  .to(TOTP)
                  .post(PROOF)
                  .json()
                  .path("secret")
                  .asString()
                  .getBytes(StandardCharsets.US_ASCII);
          return walked(member.to(TOTP + "/confirmation"))
              .post("{\"code\":\"%s\"}".formatted(TOTPGenerator.withDefaultValues(secret).now()));
        });
    act(
        "POST /api/v1/session/totp/removal",
        "person.second_factor_removed",
        () -> walked(member().to(TOTP + "/removal")).post(PROOF));
  }
}
