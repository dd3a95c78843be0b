package org.wardbell.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.DATA_KEY;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.time.Duration;
import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import org.wardbell.api.People;

/** The clinic that a person's request is for. */
@Tag("servers")
class PersonsClinicTest {
  private static final String HEADER = "Wardbell-Clinic";
  private static final String EVENTS = "/api/v1/events";
  private static final String BODY = "{\"type\":\"bill.paid\",\"data\":{\"bill_id\":7}}";
  private static final DSLContext DATABASE = ApiServer.shared().bean(DSLContext.class);

  private final String clinic = Clinics.make();

  @Test
  void clinicHeader_besideAKey_isRefusedInsteadOfIgnored() {
    String named = Clinics.make();

    Call.Answer answer =
        Call.to("/api/v1/events")
            .header(HEADER, named)
            .post("{\"type\":\"bill.paid\",\"data\":{}}");

    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo(HEADER);
  }

  @Test
  void clinic_thatDoesNotExist_isRefused_alsoToAPersonOfTheInstallation() {
    var operator = People.make(null, "WRITER").signIn();
    UUID nowhere = UUID.randomUUID();

    Call.Answer refused = operator.to(EVENTS).header(HEADER, nowhere.toString()).post(BODY);
    assertThat(refused.status()).as(refused.text()).isEqualTo(403);
    assertThat(refused.text()).contains(HEADER);
    assertThat(operator.to(EVENTS).header(HEADER, nowhere.toString()).get().status())
        .isEqualTo(403);
    assertThat(DATABASE.fetchCount(EVENT, EVENT.CLINIC_ID.eq(nowhere))).isZero();
    assertThat(DATABASE.fetchCount(DATA_KEY, DATA_KEY.SCOPE.eq(nowhere))).isZero();

    assertThat(operator.to(EVENTS).header(HEADER, clinic).post(BODY).status()).isEqualTo(202);
    assertThat(DATABASE.fetchCount(EVENT, EVENT.CLINIC_ID.eq(UUID.fromString(clinic))))
        .isEqualTo(1);
    assertThat(operator.to(EVENTS).header(HEADER, Clinics.make()).get().status()).isEqualTo(200);
  }

  @Test
  void refusal_ofAPersonOfOneClinic_isInThatClinicsTrail() {
    var reader = People.make(clinic, "READER").signIn();
    String trail = "/api/v1/audit?action=request.refused";
    String stranger = Clinics.key(Clinics.make(), "ADMIN");
    String admin = Clinics.key(clinic, "ADMIN");
    RefusedRequests refusals = ApiServer.shared().bean(RefusedRequests.class);

    assertThat(reader.to("/api/v1/keys").get().status()).isEqualTo(403);
    // It is counted beside its answer, not before it.
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    do {
      refusals.write();
    } while (actors(trail + "&clinic=" + clinic, ApiServer.ADMINISTRATOR_KEY).isEmpty()
        && System.nanoTime() < end
        && !actors(trail, ApiServer.ADMINISTRATOR_KEY).contains(reader.person().id()));

    assertThat(actors(trail, admin)).contains("person/" + reader.person().id());
    assertThat(actors(trail, stranger)).doesNotContain(reader.person().id());
  }

  private static String actors(String path, String key) {
    Call.Answer answer = Call.to(path, key).get();
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return String.join(" ", answer.json().path("data").findValuesAsString("actor"));
  }
}
