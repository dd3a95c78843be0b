package org.wardbell.api.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import org.wardbell.api.People;
import org.wardbell.api.People.SignedInPerson;

/** What people change about themselves. */
@Tag("servers")
class OwnAccountTest {
  private static final String SESSION = "/api/v1/session";

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
}
