package org.wardbell.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.PERSON;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jooq.DSLContext;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/** People made through the api, for tests; each comes from a network of their own. */
public final class People {
  public static final String PASSWORD = "seven plain words of a test";

  private static final Map<String, SignedInPerson> SHARED = new ConcurrentHashMap<>();

  /**
   * A hash with the smallest parameters: with those of the product each person of a test would cost
   * half a second of a processor. A hash says by which parameters it is checked.
   */
  private static final class Cheap {
    private static final String HASH = new Argon2PasswordEncoder(16, 32, 1, 8, 1).encode(PASSWORD);
  }

  private People() {}

  /** A person who can sign in. */
  public record Person(String id, String email, String address) {
    /** Returns a request from this person's network, without a session. */
    public Call anonymous(String path) {
      return Call.anonymous(path).header("X-Forwarded-For", address);
    }

    /** Tries to sign in, with these cookies. */
    public Call.Answer signIn(String password, String cookies) {
      Call call = anonymous("/api/v1/session");
      if (!cookies.isEmpty()) {
        call.header("Cookie", cookies);
      }
      return call.post("{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password));
    }

    /** Signs in. */
    public SignedInPerson signIn() {
      return SignedInPerson.of(this, signIn(PASSWORD, ""));
    }
  }

  /** A person's session. */
  public record SignedInPerson(Person person, String cookie, String device, String csrf) {
    /** Returns the session that an answer began. */
    public static SignedInPerson of(Person person, Call.Answer answer) {
      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
      return new SignedInPerson(
          person,
          People.cookie(answer, "wardbell-session").orElseThrow(),
          People.cookie(answer, "wardbell-device").orElse(""),
          answer.json().path("csrf_token").asString());
    }

    /** Returns a request of this session, which carries its token. */
    public Call to(String path) {
      return withoutToken(path).header("X-CSRF-Token", csrf);
    }

    /** Returns a request of this session as another site could make a browser send it. */
    public Call withoutToken(String path) {
      return person.anonymous(path).header("Cookie", cookie);
    }
  }

  /** Returns a cookie that an answer sets, as a request carries it. */
  public static Optional<String> cookie(Call.Answer answer, String name) {
    return cookies(answer).stream()
        .filter(each -> each.startsWith(name))
        .map(each -> each.substring(0, each.indexOf(';')))
        .findFirst();
  }

  /** Returns the headers by which an answer sets cookies. */
  public static List<String> cookies(Call.Answer answer) {
    return answer.response().headers().allValues("set-cookie");
  }

  /** Makes a person with a role in a clinic, or in the installation (null), and a password. */
  public static Person make(String clinic, String role) {
    Person person = withoutPassword(clinic, role);
    ApiServer.shared()
        .bean(DSLContext.class)
        .update(PERSON)
        .set(PERSON.PASSWORD_HASH, Cheap.HASH)
        .where(PERSON.ID.eq(UUID.fromString(person.id())))
        .execute();
    return person;
  }

  /** Makes a person without a password. */
  public static Person withoutPassword(String clinic, String role) {
    String email = "p" + UUID.randomUUID() + "@clinic.example";
    Call.Answer made =
        Call.to("/api/v1/persons")
            .post(
                "{\"email\":\"%s\",\"name\":\"Ann\",\"role\":\"%s\",%s}"
                    .formatted(
                        email,
                        role,
                        clinic == null
                            ? "\"installation\":true"
                            : "\"clinic\":\"" + clinic + "\""));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return new Person(made.json().path("id").asString(), email, network());
  }

  /** Returns an address of a network that nobody else has. */
  public static String network() {
    return "2001:db8:%x:%x::1"
        .formatted(
            ThreadLocalRandom.current().nextInt(0x10000),
            ThreadLocalRandom.current().nextInt(0x10000));
  }

  /** Returns the token of a new link for a person's password. */
  public static String link(String person) {
    return Call.to("/api/v1/persons/" + person + "/password-link")
        .post("")
        .json()
        .path("token")
        .asString();
  }

  /** Returns a session of somebody who administers the installation, one for all tests. */
  public static SignedInPerson administrator() {
    return SHARED.computeIfAbsent("administrator", _ -> make(null, "ADMIN").signIn());
  }
}
