package org.wardbell.api.person;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import org.wardbell.api.People;

/** Who sees in the audit trail what was done about a person. */
@Tag("servers")
class PersonsAuditTest {
  private static final String PERSONS = "/api/v1/persons/";

  private final String clinic = Clinics.make();
  private final String other = Clinics.make();

  private static List<String> actions(String person, String key) {
    Call.Answer answer = Call.to("/api/v1/audit?target=person/" + person, key).get();
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json().path("data").findValuesAsString("action");
  }

  @Test
  void act_ofTheInstallation_isInTheTrailOfThePersonsOnlyClinic() {
    String path = PERSONS + People.withoutPassword(clinic, "READER").id();
    String person = path.substring(PERSONS.length());

    Call.to(path).get();
    Call.to(path).patch("{\"name\":\"Other\"}");
    Call.to(path + "/password-link").post("");
    Call.to(path + "/sessions").delete();
    Call.to(path + "/totp").delete();
    Call.to(path).delete();

    assertThat(actions(person, Clinics.key(clinic, "ADMIN")))
        .containsExactly(
            "person.deleted",
            "person.second_factor_removed",
            "person.sessions_ended",
            "person.link_made",
            "person.changed",
            "person.read",
            "person.created");
    assertThat(actions(person, Clinics.key(other, "ADMIN"))).isEmpty();
  }

  @Test
  void act_aboutAPersonOfSeveralClinics_isInTheInstallationsTrailOnly() {
    String person = People.withoutPassword(clinic, "READER").id();
    Call.to(PERSONS + person + "/grants/" + other).put("{\"role\":\"READER\"}");

    Call.to(PERSONS + person).patch("{\"name\":\"Other\"}");

    assertThat(actions(person, Clinics.key(clinic, "ADMIN"))).containsExactly("person.created");
    assertThat(actions(person, Clinics.key(other, "ADMIN"))).containsExactly("person.granted");
    assertThat(actions(person, ApiServer.ADMINISTRATOR_KEY))
        .containsExactly("person.changed", "person.granted", "person.created");
  }
}
