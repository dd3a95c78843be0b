package org.wardbell.api.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.PERSON;
import static org.wardbell.activities.database.generated.Tables.PERSON_LINK;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import org.wardbell.api.People;
import tools.jackson.databind.JsonNode;

@Tag("servers")
class PersonsTest {
  private static final String PERSONS = "/api/v1/persons";
  private static final DSLContext DATABASE = ApiServer.shared().bean(DSLContext.class);

  private final String clinic = Clinics.make();
  private final String other = Clinics.make();
  private final String admin = Clinics.key(clinic, "ADMIN");
  private final String stranger = Clinics.key(other, "ADMIN");

  private static String email() {
    return "e" + UUID.randomUUID() + "@clinic.example";
  }

  private static String body(String email, String more) {
    return "{\"email\":\"%s\",\"name\":\"Ann Meyer\",\"role\":\"WRITER\"%s}".formatted(email, more);
  }

  private static String path(People.Person person) {
    return PERSONS + "/" + person.id();
  }

  @Test
  void person_ofAClinic_isSeenThereAndNotElsewhere() {
    String email = email();
    Call.Answer made =
        Call.to(PERSONS, admin)
            .post(body(email, ",\"time_zone\":\"Asia/Kolkata\",\"language\":\"hi-IN\""));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    String path = made.header("location");

    JsonNode read = Call.to(path, admin).get().json();
    assertThat(read.path("email").asString()).isEqualTo(email);
    assertThat(read.path("name").asString()).isEqualTo("Ann Meyer");
    assertThat(read.path("time_zone").asString()).isEqualTo("Asia/Kolkata");
    assertThat(read.path("language").asString()).isEqualTo("hi-IN");
    assertThat(read.path("has_password").asBoolean()).isFalse();
    assertThat(read.at("/grants/0/clinic_id").asString()).isEqualTo(clinic);
    assertThat(emails(admin)).contains(email);
    assertThat(emails(stranger)).doesNotContain(email);
    for (Call.Answer theirs :
        List.of(
            Call.to(path, stranger).get(),
            Call.to(path, stranger).patch("{\"name\":\"x\"}"),
            Call.to(path, stranger).delete(),
            Call.to(path + "/password-link", stranger).post(""),
            Call.to(path + "/sessions", stranger).delete(),
            Call.to(path + "/grants/" + other, stranger).put("{\"role\":\"READER\"}"))) {
      assertThat(theirs.status()).as(theirs.text()).isEqualTo(404);
    }
  }

  private static List<String> emails(String key) {
    return Call.to(PERSONS + "?limit=200", key)
        .get()
        .json()
        .path("data")
        .findValuesAsString("email");
  }

  @Test
  void address_howeverItIsSpelled_isOnePersons() {
    String email = email();
    assertThat(Call.to(PERSONS, admin).post(body(email, "")).status()).isEqualTo(201);

    Call.Answer again =
        Call.to(PERSONS, stranger).post(body(" " + email.toUpperCase(Locale.ROOT) + " ", ""));
    assertThat(again.status()).isEqualTo(409);
    Call.Answer changed =
        Call.to(path(People.withoutPassword(clinic, "READER")), admin)
            .patch("{\"email\":\"" + email + "\"}");
    assertThat(changed.status()).isEqualTo(409);
  }

  @Test
  void person_inTheDatabase_isNotReadable() {
    String email = email();
    String id = Call.to(PERSONS, admin).post(body(email, "")).json().path("id").asString();

    byte[] sealed =
        DATABASE
            .select(PERSON.DETAILS_CIPHERTEXT)
            .from(PERSON)
            .where(PERSON.ID.eq(UUID.fromString(id)))
            .fetchSingle()
            .value1();
    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain(email, "Meyer");
  }

  @Test
  void fields_thatAreWrong_areNamed() {
    assertThat(Call.to(PERSONS, admin).post("{\"email\":\"x\",\"name\":\"A\",\"role\":\"READER\"}"))
        .returns(422, Call.Answer::status)
        .returns("email", Call.Answer::field);
    assertThat(Call.to(PERSONS, admin).post(body(email(), ",\"language\":\"no such\"")).field())
        .isEqualTo("language");
    assertThat(Call.to(PERSONS, admin).post(body(email(), ",\"language\":\"xx-DE\"")).field())
        .isEqualTo("language");
    assertThat(Call.to(PERSONS, admin).post(body(email(), ",\"time_zone\":\"Mars\"")).field())
        .isEqualTo("time_zone");
    assertThat(
            Call.to(PERSONS)
                .post(body(email(), ",\"installation\":true,\"clinic\":\"" + clinic + "\""))
                .field())
        .isEqualTo("clinic");
  }

  @Test
  void clinicsAdministrator_givesRolesInTheClinicOnly() {
    assertThat(Call.to(PERSONS, admin).post(body(email(), ",\"installation\":true")).status())
        .isEqualTo(403);
    assertThat(
            Call.to(PERSONS, admin).post(body(email(), ",\"clinic\":\"" + other + "\"")).status())
        .isEqualTo(403);
    People.Person ann = People.withoutPassword(clinic, "READER");
    String grants = path(ann) + "/grants/";
    assertThat(Call.to(grants + clinic, admin).put("{\"role\":\"ADMIN\"}").status()).isEqualTo(200);
    assertThat(Call.to(grants + other, admin).put("{\"role\":\"READER\"}").status()).isEqualTo(404);
    assertThat(Call.to(grants + "installation", admin).put("{\"role\":\"READER\"}").status())
        .isEqualTo(403);
  }

  /** Whoever could set this person's password would have the roles elsewhere. */
  @Test
  void personWithRolesElsewhere_isNotRuledByOneClinic() {
    People.Person ann = People.withoutPassword(clinic, "READER");
    Call.to(path(ann) + "/grants/" + other).put("{\"role\":\"ADMIN\"}");

    assertThat(Call.to(path(ann) + "/password-link", admin).post("").status()).isEqualTo(403);
    assertThat(Call.to(path(ann), admin).patch("{\"email\":\"" + email() + "\"}").status())
        .isEqualTo(403);
    assertThat(Call.to(path(ann), admin).delete().status()).isEqualTo(403);
    assertThat(Call.to(path(ann) + "/totp", admin).delete().status()).isEqualTo(403);
    JsonNode seen = Call.to(path(ann), admin).get().json();
    assertThat(seen.path("grants").size()).isEqualTo(1);
    assertThat(Call.to(path(ann) + "/grants/" + clinic, admin).delete().status()).isEqualTo(204);
    assertThat(Call.to(path(ann), admin).get().status()).isEqualTo(404);
    assertThat(Call.to(path(ann), stranger).get().status()).isEqualTo(200);
  }

  @Test
  void personWithRolesInTheInstallation_isNotRuledByAClinic() {
    People.Person ann = People.withoutPassword(null, "ADMIN");
    Call.to(path(ann) + "/grants/" + clinic).put("{\"role\":\"READER\"}");

    assertThat(Call.to(path(ann) + "/password-link", admin).post("").status()).isEqualTo(403);
    assertThat(Call.to(path(ann) + "/password-link").post("").status()).isEqualTo(201);
  }

  @Test
  void personWithRolesInSeveralClinics_saysForWhichARequestIs() {
    People.Person ann = People.make(clinic, "ADMIN");
    Call.to(path(ann) + "/grants/" + other).put("{\"role\":\"READER\"}");
    var session = ann.signIn();
    String event = "/api/v1/events/" + Clinics.event(other);

    assertThat(session.to("/api/v1/events").get().status()).isEqualTo(403);
    assertThat(session.to(event).header("Wardbell-Clinic", other).get().status()).isEqualTo(200);
    assertThat(session.to(event).header("Wardbell-Clinic", clinic).get().status()).isEqualTo(404);
    assertThat(session.to("/api/v1/keys").header("Wardbell-Clinic", other).get().status())
        .isEqualTo(403);
    assertThat(session.to("/api/v1/keys").header("Wardbell-Clinic", clinic).get().status())
        .isEqualTo(200);
    assertThat(session.to(event).header("Wardbell-Clinic", Clinics.make()).get().status())
        .isEqualTo(403);
    assertThat(session.to(event).header("Wardbell-Clinic", "x").get().status()).isEqualTo(422);
    assertThat(session.to("/api/v1/session").get().json().path("grants").size()).isEqualTo(2);
  }

  @Test
  void event_thatAPersonPosted_namesThePerson() {
    var session = People.make(clinic, "WRITER").signIn();
    String id =
        session
            .to("/api/v1/events")
            .post("{\"type\":\"bill.paid\",\"data\":{\"bill_id\":7}}")
            .json()
            .path("id")
            .asString();

    assertThat(Call.to("/api/v1/events/" + id, admin).get().json().path("accepted_by").asString())
        .isEqualTo("person/" + session.person().id());
  }

  @Test
  void link_worksOnce_andOnlyTheNewestDoes() {
    People.Person ann = People.withoutPassword(clinic, "READER");
    String first = People.link(ann.id());
    String second = People.link(ann.id());

    assertThat(set(ann, first).status()).isEqualTo(422);
    assertThat(set(ann, second).status()).isEqualTo(204);
    assertThat(set(ann, second).field()).isEqualTo("token");
    assertThat(ann.signIn(People.PASSWORD, "").status()).isEqualTo(200);
  }

  @Test
  void link_thatIsOlderThanADay_worksNoMore() {
    People.Person ann = People.withoutPassword(clinic, "READER");
    String token = People.link(ann.id());
    DATABASE
        .update(PERSON_LINK)
        .set(PERSON_LINK.EXPIRES_AT, Instant.now().minusSeconds(1))
        .where(PERSON_LINK.PERSON_ID.eq(UUID.fromString(ann.id())))
        .execute();

    assertThat(set(ann, token).status()).isEqualTo(422);
  }

  /** Whoever made it for one clinic may still have it, and must not get the roles elsewhere. */
  @Test
  void link_ofAPersonWhoGetsARoleElsewhere_worksNoMore() {
    People.Person ann = People.withoutPassword(clinic, "READER");
    People.Person ben = People.withoutPassword(clinic, "READER");
    String annsLink = link(ann);
    String bensLink = link(ben);

    Call.to(path(ann) + "/grants/" + other).put("{\"role\":\"ADMIN\"}");
    Call.to(path(ben) + "/grants/" + clinic).put("{\"role\":\"WRITER\"}");

    assertThat(set(ann, annsLink).field()).isEqualTo("token");
    assertThat(set(ann, People.link(ann.id())).status()).isEqualTo(204);
    assertThat(set(ben, bensLink).status()).isEqualTo(204);
  }

  /** Who has no role any more may be given one elsewhere. */
  @Test
  void link_ofAPersonWhoMovesToAnotherClinic_worksNoMore() {
    People.Person ann = People.withoutPassword(clinic, "READER");
    String token = link(ann);

    Call.to(path(ann) + "/grants/" + clinic, admin).delete();
    assertThat(Call.to(path(ann) + "/grants/installation").put("{\"role\":\"ADMIN\"}").status())
        .isEqualTo(200);

    assertThat(set(ann, token).status()).isEqualTo(422);
  }

  private String link(People.Person who) {
    return Call.to(path(who) + "/password-link", admin).post("").json().path("token").asString();
  }

  @Test
  void link_thatIsUsed_endsTheSessionsOfBefore() {
    People.Person ann = People.make(clinic, "READER");
    var session = ann.signIn();

    assertThat(set(ann, People.link(ann.id())).status()).isEqualTo(204);

    assertThat(session.to("/api/v1/session").get().status()).isEqualTo(401);
  }

  @Test
  void administrator_signsAPersonOut() {
    People.Person ann = People.make(clinic, "READER");
    var session = ann.signIn();

    assertThat(Call.to(path(ann) + "/sessions", admin).delete().status()).isEqualTo(204);

    assertThat(session.to("/api/v1/session").get().status()).isEqualTo(401);
    assertThat(ann.signIn(People.PASSWORD, "").status()).isEqualTo(200);
  }

  private static Call.Answer set(People.Person who, String token) {
    return who.anonymous("/api/v1/passwords")
        .post("{\"token\":\"%s\",\"password\":\"%s\"}".formatted(token, People.PASSWORD));
  }
}
