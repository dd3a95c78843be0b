package org.wardbell.api.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.logjob.LogJobStore;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import org.wardbell.api.People;
import org.wardbell.api.logjob.LogJobWorker;

/** What is done with all deliveries that match a filter: a job with a page. */
@Tag("servers")
class DeliveryJobPagesTest {
  private static final DSLContext DATABASE = ApiServer.shared().bean(DSLContext.class);

  private final String clinic = Clinics.make();
  private final String webhook = Clinics.webhook(clinic);
  private final String event = Clinics.event(clinic);
  private final People.SignedInPerson writer = People.make(clinic, "WRITER").signIn();

  private String delivery(String status) {
    return Clinics.delivery(clinic, webhook, event, status);
  }

  private int count(Condition which) {
    return DATABASE.fetchCount(DELIVERY, DELIVERY.CLINIC_ID.eq(UUID.fromString(clinic)).and(which));
  }

  private int withStatus(String status) {
    return count(DELIVERY.STATUS.eq(status));
  }

  /** Does what a worker would. */
  private static void work(String job) {
    try (LogJobWorker worker = new LogJobWorker()) {
      worker.run(job.substring(job.lastIndexOf('/') + 1));
    }
  }

  @Test
  void resend_ofAllThatMatch_saysHowMany_andMakesAsManyAsHaveEnded() {
    delivery("EXHAUSTED");
    delivery("EXHAUSTED");
    delivery("PARKED");

    Call.Answer question = Pages.post(writer, "/deliveries/resend", Map.of("all", "yes"));
    assertThat(question.status()).isEqualTo(200);
    assertThat(question.text())
        .contains("Resend 2 deliveries?", "1 of those that were counted has not ended");
    Map<String, String> form =
        Map.of("all", "yes", "confirmed", "yes", "once", UUID.randomUUID().toString());
    String job = Pages.post(writer, "/deliveries/resend", form).header("location");

    // A second click begins no second job.
    assertThat(Pages.post(writer, "/deliveries/resend", form).header("location")).isEqualTo(job);
    assertThat(job).startsWith("/deliveries/resends/");
    assertThat(writer.withoutToken(job).get().text())
        .contains(
            "Resend of deliveries",
            "Running",
            "0 of about 2 deliveries sent again",
            ">Stop</button>");
    String list = writer.withoutToken("/deliveries/jobs").get().text();
    assertThat(list.split(job, -1)).hasSize(2);
    work(job);
    assertThat(writer.withoutToken(job).get().text())
        .contains("Done", "2 deliveries sent again", "1 that matched stays as it is: not ended");
    assertThat(count(DELIVERY.TRIGGER.eq("resend"))).isEqualTo(2);
  }

  @Test
  void job_beyondThoseThatRunAtOnce_isRefused_andMayBeConfirmedAgain() {
    delivery("PARKED");
    List<String> running = new ArrayList<>();
    for (int i = 0; i < LogJobStore.RUNNING_AT_ONCE; i++) {
      running.add(
          Pages.post(writer, "/deliveries/cancel", Map.of("all", "yes", "confirmed", "yes"))
              .header("location"));
    }
    Map<String, String> form =
        Map.of("all", "yes", "confirmed", "yes", "once", UUID.randomUUID().toString());
    assertThat(Pages.post(writer, "/deliveries/cancel", form).status()).isEqualTo(429);

    assertThat(Pages.post(writer, running.getFirst() + "/cancel", Map.of()).status())
        .isEqualTo(302);

    assertThat(Pages.post(writer, "/deliveries/cancel", form).header("location"))
        .startsWith("/deliveries/cancellations/")
        .isNotIn(running);
  }

  @Test
  void job_isStoppedByAWriter_andNotByAReader() {
    delivery("PARKED");
    String job =
        Pages.post(writer, "/deliveries/cancel", Map.of("all", "yes", "confirmed", "yes"))
            .header("location");
    assertThat(job).startsWith("/deliveries/cancellations/");

    People.SignedInPerson reader = People.make(clinic, "READER").signIn();
    assertThat(Pages.post(reader, job + "/cancel", Map.of()).status()).isEqualTo(403);
    assertThat(reader.withoutToken(job).get().text()).contains("This needs the role WRITER.");
    assertThat(Pages.post(writer, job + "/cancel", Map.of()).header("location")).isEqualTo(job);

    assertThat(reader.withoutToken(job).get().text()).contains("Cancelled");
    assertThat(withStatus("PARKED")).isEqualTo(1);
  }

  @Test
  void job_inAllClinics_asksForOneRightThere_andGoesOnInIt() {
    People.SignedInPerson admin = People.administrator();
    delivery("PARKED");

    for (String act : List.of("delete", "resend", "cancel")) {
      Call.Answer answer =
          Pages.post(admin, "/deliveries/" + act, Map.of("all", "yes", "webhook_id", webhook));

      assertThat(answer.status()).as(act).isEqualTo(200);
      assertThat(answer.text())
          .contains("deliveries of which clinic?", "<option value=\"" + clinic + "\">");
      Map<String, String> chosen = Forms.fields(answer.text());
      assertThat(chosen).containsEntry("webhook_id", webhook).containsEntry("all", "yes");
      chosen.put("seen_clinic", clinic);
      Call.Answer question = Pages.send(admin.withoutToken("/deliveries/" + act), chosen);
      assertThat(question.text())
          .as(act)
          .contains("name=\"seen_clinic\" value=\"" + clinic + "\"")
          .contains(act.equals("resend") ? "nothing to resend" : "1 delivery");
    }
  }

  @Test
  void jobs_sayWhatTheirFiltersAre() {
    delivery("EXHAUSTED");
    String job =
        Pages.post(
                writer,
                "/deliveries/resend",
                Map.of(
                    "all", "yes", "confirmed", "yes", "webhook_id", webhook, "status", "EXHAUSTED"))
            .header("location");

    for (String path : List.of("/deliveries/jobs", job)) {
      assertThat(writer.withoutToken(path).get().text())
          .as(path)
          .contains("webhook <bdi>CRM</bdi>", "status <code>EXHAUSTED</code>");
    }
  }

  @Test
  void cancel_ofMoreThanAHundred_wantsItsName() {
    for (int i = 0; i < 101; i++) {
      delivery("PARKED");
    }
    Call.Answer question =
        Pages.post(writer, "/deliveries/cancel", Map.of("all", "yes", "status", "PARKED"));
    assertThat(question.text()).contains("Cancel 101 deliveries?", "Type <code>cancel</code>");

    Map<String, String> confirmed = Map.of("all", "yes", "status", "PARKED", "confirmed", "yes");
    Call.Answer untyped = Pages.post(writer, "/deliveries/cancel", confirmed);
    assertThat(untyped.status()).isEqualTo(422);
    assertThat(withStatus("CANCELLED")).isZero();

    Map<String, String> typed = new HashMap<>(confirmed);
    typed.put("typed", "cancel");
    String job = Pages.post(writer, "/deliveries/cancel", typed).header("location");
    work(job);
    assertThat(withStatus("CANCELLED")).isEqualTo(101);
    assertThat(writer.withoutToken(job).get().text()).contains("101 deliveries cancelled");
  }
}
