package org.wardbell.api.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.AUDIT;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.LOG_JOB;

import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import org.wardbell.api.People;

/** What is done with many deliveries of the list, and their causes. */
@Tag("servers")
class DeliverySelectionPagesTest {
  private static final DSLContext DATABASE = ApiServer.shared().bean(DSLContext.class);

  private final String clinic = Clinics.make();
  private final String webhook = Clinics.webhook(clinic);
  private final String event = Clinics.event(clinic);
  private final People.SignedInPerson writer = People.make(clinic, "WRITER").signIn();

  private String delivery(String status) {
    return Clinics.delivery(clinic, webhook, event, status);
  }

  private int resends() {
    return DATABASE.fetchCount(
        DELIVERY, DELIVERY.CLINIC_ID.eq(UUID.fromString(clinic)), DELIVERY.TRIGGER.eq("resend"));
  }

  @Test
  void resend_ofChosenOnes_isDoneAtOnce() {
    String id = delivery("EXHAUSTED");

    Call.Answer done =
        Pages.post(writer, "/deliveries/resend", Map.of("id", id, "confirmed", "yes"));

    assertThat(done.header("location")).isEqualTo("/deliveries?done=resend&count=1");
    assertThat(writer.withoutToken(done.header("location")).get().text())
        .contains("1 delivery is sent again.");
    assertThat(
            DATABASE.fetchCount(
                AUDIT, AUDIT.ACTION.eq("delivery.resent"), AUDIT.TARGET.eq("delivery/" + id)))
        .isEqualTo(1);
    assertThat(resends()).isEqualTo(1);
  }

  @Test
  void resend_clickedTwice_isDoneOnce() {
    String ended = delivery("EXHAUSTED");
    assertThat(Pages.post(writer, "/deliveries/resend", Map.of("id", ended)).text())
        .contains("name=\"once\"");
    Map<String, String> form =
        Map.of("id", ended, "confirmed", "yes", "once", UUID.randomUUID().toString());

    for (int i = 0; i < 2; i++) {
      assertThat(Pages.post(writer, "/deliveries/resend", form).header("location"))
          .isEqualTo("/deliveries?done=resend&count=1");
    }

    assertThat(
            DATABASE.fetchCount(
                AUDIT, AUDIT.ACTION.eq("delivery.resent"), AUDIT.TARGET.eq("delivery/" + ended)))
        .isEqualTo(1);
  }

  @Test
  void resend_ofNothing_saysSoOnTheSamePage() {
    String back =
        Pages.post(writer, "/deliveries/resend", Map.of("status", "PARKED", "limit", "10"))
            .header("location");

    assertThat(back).isEqualTo("/deliveries?status=PARKED&limit=10&done=none");
    assertThat(writer.withoutToken(back).get().text())
        .contains("Nothing was chosen.", "name=\"limit\" value=\"10\"");
  }

  @Test
  void selection_ofAnotherClinicsDeliveries_isNothing() {
    String other = Clinics.make();
    String theirs =
        Clinics.delivery(other, Clinics.webhook(other), Clinics.event(other), "EXHAUSTED");

    Call.Answer answer =
        Pages.post(writer, "/deliveries/resend", Map.of("id", theirs, "confirmed", "yes"));

    assertThat(answer.text()).contains("There is nothing to resend.");
    assertThat(
            DATABASE.fetchCount(
                AUDIT, AUDIT.ACTION.eq("delivery.resent"), AUDIT.TARGET.eq("delivery/" + theirs)))
        .isZero();
  }

  @Test
  void export_ofAFilter_isAJobWithTheFilter_withoutSubjectsUnlessAskedFor() {
    delivery("EXHAUSTED");
    delivery("DELIVERED");
    Map<String, String> all = Map.of("all", "yes", "status", "EXHAUSTED");
    assertThat(Pages.post(writer, "/deliveries/export", all).text())
        .contains("Export 1 delivery?", "With subjects, which may name patients");

    Call.Answer begun =
        Pages.post(
            writer,
            "/deliveries/export",
            Map.of("all", "yes", "status", "EXHAUSTED", "confirmed", "yes"));

    assertThat(begun.header("location")).startsWith("/deliveries/exports/");
    assertThat(writer.withoutToken(begun.header("location")).get().text())
        .contains("Running", "not in the file", "status=EXHAUSTED");
    assertThat(writer.withoutToken("/deliveries/jobs").get().text())
        .contains(begun.header("location"));
    assertThat(
            DATABASE
                .selectFrom(LOG_JOB)
                .where(LOG_JOB.CLINIC_ID.eq(UUID.fromString(clinic)))
                .fetchSingle()
                .getWithSubject())
        .isFalse();
  }

  @Test
  void delete_isForAdministrators() {
    String ended = delivery("EXHAUSTED");
    Map<String, String> one = Map.of("id", ended, "confirmed", "yes");

    assertThat(Pages.post(writer, "/deliveries/delete", one).status()).isEqualTo(403);
    assertThat(writer.withoutToken("/deliveries").get().text())
        .contains("This needs the role ADMIN.");
    People.SignedInPerson admin = People.make(clinic, "ADMIN").signIn();
    assertThat(Pages.post(admin, "/deliveries/delete", Map.of("id", ended)).text())
        .contains("Delete 1 delivery?", "removed for good");
    Call.Answer begun = Pages.post(admin, "/deliveries/delete", one);
    assertThat(begun.header("location")).startsWith("/deliveries/removals/");
    assertThat(admin.withoutToken(begun.header("location")).get().text())
        .contains("1 that were chosen");
  }

  @Test
  void causes_areOneLineForEachWebhookAndCode_andLeadToTheirDeliveries() {
    for (int i = 0; i < 3; i++) {
      failed(delivery("PENDING"), "http_401");
    }
    String other = delivery("EXHAUSTED");
    failed(other, "http_503");
    failed(delivery("PENDING"), null);
    delivery("DELIVERED");

    String causes = writer.withoutToken("/deliveries/causes").get().text();
    String first =
        causes.replaceAll("(?s).*?data-label=\"Deliveries\"><a href=\"([^\"]+)\".*", "$1");
    String list = writer.withoutToken(first.replace("&amp;", "&")).get().text();

    assertThat(causes).contains("aria-label=\"3 × http_401 from", "aria-label=\"1 × http_503 from");
    assertThat(causes).contains("All that match were looked at.").doesNotContain("×  from");
    assertThat(causes.split("data-label=\"Cause\"", -1)).hasSize(4);
    assertThat(list.split("data-label=\"Time\"", -1)).hasSize(4);
    assertThat(list).doesNotContain(other);
    assertThat(
            People.make(Clinics.make(), "READER")
                .signIn()
                .withoutToken("/deliveries/causes")
                .get()
                .text())
        .contains("Nothing failed among the newest deliveries that match.");
  }

  private static void failed(String id, @Nullable String code) {
    DATABASE
        .update(DELIVERY)
        .set(DELIVERY.LAST_OUTCOME, "FAILED")
        .set(DELIVERY.LAST_CODE, code)
        .where(DELIVERY.ID.eq(UUID.fromString(id)))
        .execute();
  }
}
