package org.wardbell.api.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.AUDIT;

import java.util.Map;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import org.wardbell.api.People;

@Tag("servers")
class EventPagesTest {
  private static final DSLContext DATABASE = ApiServer.shared().bean(DSLContext.class);

  private final String clinic = Clinics.make();
  private final People.SignedInPerson admin = People.make(clinic, "ADMIN").signIn();

  private Call.Answer page(String path) {
    return admin.withoutToken(path).get();
  }

  private Call.Answer send(String path, Map<String, String> fields) {
    Map<String, String> all = new java.util.HashMap<>(fields);
    all.put("csrf", admin.csrf());
    return Pages.send(admin.withoutToken(path), all);
  }

  @Test
  void list_showsTheClinicsOwnEventsAndNoSubject() {
    String ours = Clinics.event(clinic);
    String theirs = Clinics.event(Clinics.make());
    Call.to("/api/v1/events")
        .post(
            "{\"clinic\":\"%s\",\"type\":\"bill.paid\",\"subject\":\"patient/Rosalind\",\"data\":{}}"
                .formatted(clinic));

    Call.Answer list = page("/events");

    assertThat(list.status()).isEqualTo(200);
    assertThat(list.text()).contains(ours).doesNotContain(theirs).doesNotContain("Rosalind");
    assertThat(page("/events/" + theirs).status()).isEqualTo(404);
    assertThat(send("/events/" + theirs + "/data", Map.of()).status()).isEqualTo(404);
  }

  @Test
  void event_namesWhoPostedIt() {
    String id =
        Call.to("/api/v1/events", Clinics.key(clinic, "WRITER"))
            .post("{\"type\":\"bill.paid\",\"data\":{}}")
            .json()
            .path("id")
            .asString();

    assertThat(page("/events/" + id).text()).contains("Came from <bdi>the API key “test”</bdi>");
  }

  @Test
  void list_withAFilterOfAForm_showsWhatMatches() {
    String event = Clinics.event(clinic);

    assertThat(page("/events?event_type=bill.paid&from=2020-01-01T10:00&to=").text())
        .contains(event);
    assertThat(page("/events?event_type=appointment.booked").text())
        .contains("No event matches.")
        .doesNotContain(event);
    assertThat(page("/events?source=api").text()).contains(event);
  }

  @ParameterizedTest
  @ValueSource(strings = {"source=mail", "from=yesterday", "cursor=x"})
  void list_withAFilterThatCannotBe_isShownWithoutIt(String query) {
    Call.Answer answer = page("/events?" + query);

    assertThat(answer.status()).isEqualTo(303);
    assertThat(answer.header("Location"))
        .isEqualTo("/events?left_out=" + query.substring(0, query.indexOf('=')));
  }

  @Test
  void list_ofManyPages_leadsThroughAllOfThem() {
    for (int i = 0; i < 60; i++) {
      Clinics.event(clinic);
    }

    String first = page("/events").text();
    String older = first.replaceAll("(?s).*href=\"([^\"]+)\" rel=\"next\".*", "$1");
    String second = page(older.replace("&amp;", "&")).text();

    assertThat(first.split("data-label=\"Time\"", -1)).hasSize(51);
    assertThat(second.split("data-label=\"Time\"", -1)).hasSize(11);
  }

  @Test
  void data_isShownOnRequestAndNoted() {
    String event =
        Call.to("/api/v1/events")
            .post(
                "{\"clinic\":\"%s\",\"type\":\"bill.paid\",\"subject\":\"bill/7\",\"data\":{\"patient_name\":\"Rosalind\"}}"
                    .formatted(clinic))
            .json()
            .path("id")
            .asString();

    assertThat(page("/events/" + event).text()).doesNotContain("Rosalind").doesNotContain("bill/7");
    assertThat(send("/events/" + event + "/data", Map.of()).text()).contains("Rosalind", "bill/7");
    assertThat(
            DATABASE.fetchCount(
                AUDIT, AUDIT.ACTION.eq("event.data_read"), AUDIT.TARGET.eq("event/" + event)))
        .isEqualTo(1);
  }

  @Test
  void type_ofTheClinic_isMadeChangedTriedAndDeleted() {
    Map<String, String> form =
        Map.of(
            "type", "custom.xray",
            "label", "X-ray ready",
            "variable_name", "xray_id",
            "variable_sample", "4711",
            "variable_phi", "no",
            "schema", "{\"type\":\"object\",\"required\":[\"xray_id\"]}",
            "validate", "on");
    assertThat(send("/events/types/new", form).header("Location"))
        .isEqualTo("/events/types/custom.xray");
    String shown = page("/events/types/custom.xray").text();
    assertThat(shown).contains("X-ray ready", "{{xray_id}}", "4711");
    assertThat(page("/events/types").text()).contains("the clinic’s own");

    assertThat(send("/events/types/custom.xray/trial", Map.of("payload", "{}")).text())
        .contains("This would be refused", "xray_id");
    assertThat(send("/events/types/custom.xray/trial", Map.of("payload", "{\"x\": ")).text())
        .contains("This would be refused");
    assertThat(
            send(
                    "/events/types/custom.xray/trial",
                    Map.of("payload", "{\"xray_id\": 1}, \"subject\": \"x\""))
                .text())
        .contains("This would be refused");
    assertThat(
            send("/events/types/custom.xray/trial", Map.of("payload", "{\"xray_id\": 1}")).text())
        .contains("This would be accepted");

    String edit = page("/events/types/custom.xray/edit").text();
    String revision = edit.replaceAll("(?s).*name=\"revision\" value=\"([^\"]+)\".*", "$1");
    Map<String, String> change = new java.util.HashMap<>(form);
    change.put("label", "X-ray made");
    change.put("revision", revision);
    assertThat(send("/events/types/custom.xray/edit", change).status()).isEqualTo(302);
    change.put("label", "Somebody was first");
    Call.Answer late = send("/events/types/custom.xray/edit", change);
    assertThat(late.status()).isEqualTo(412);
    assertThat(late.text()).contains("somebody changed it meanwhile", "Somebody was first");

    assertThat(send("/events/types/custom.xray/delete", Map.of()).header("Location"))
        .isEqualTo("/events/types");
    assertThat(page("/events/types/custom.xray").status()).isEqualTo(404);
  }

  @Test
  void typeForm_withMistakes_tellsThemBesideTheirFields() {
    Call.Answer refused =
        send(
            "/events/types/new",
            Map.of(
                "type", "Wrong Name",
                "label", "Kept label",
                "variable_name", "no good",
                "variable_sample", "1",
                "variable_phi", "yes"));

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text())
        .contains("Kept label", "This is not a dotted name", "This is not a word of at most 60");
    assertThat(
            send("/events/types/new", Map.of("type", "custom.x", "label", "x", "schema", "{"))
                .text())
        .contains("is not JSON");
  }

  @Test
  void reader_seesTypesAndMayNotMakeThem() {
    People.SignedInPerson reader = People.make(clinic, "READER").signIn();

    assertThat(reader.withoutToken("/events/types").get().text())
        .contains("disabled title=\"This needs the role ADMIN.");
    assertThat(reader.withoutToken("/events/types/new").get().status()).isEqualTo(403);
  }
}
