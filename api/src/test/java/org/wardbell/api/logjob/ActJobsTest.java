package org.wardbell.api.logjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;

import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import tools.jackson.databind.JsonNode;

/** Resends and cancellations by selection, of two clinics; the test works where a worker would. */
@Tag("servers")
class ActJobsTest {
  private static final String RESEND = "/api/v1/deliveries/resend";
  private static final String CANCEL = "/api/v1/deliveries/cancel";
  private static final String ALL = "{\"to\":\"2100-01-01T00:00:00Z\"}";
  private static final DSLContext DATABASE = ApiServer.shared().bean(DSLContext.class);

  private static LogJobWorker worker;

  private final String clinic = Clinics.make();
  private final String writer = Clinics.key(clinic, "WRITER");
  private final String reader = Clinics.key(clinic, "READER");
  private final String other = Clinics.make();
  private final String othersKey = Clinics.key(other, "ADMIN");

  @BeforeAll
  static void start() {
    worker = new LogJobWorker();
  }

  @AfterAll
  static void stop() {
    worker.close();
  }

  private String begin(String path, String request) {
    Call.Answer begun = Call.to(path, writer).post(request);
    assertThat(begun.status()).as(begun.text()).isEqualTo(202);
    assertThat(begun.json().path("status").asString()).isEqualTo("RUNNING");
    return begun.header("location");
  }

  private static void work(String path) {
    worker.run(path.substring(path.lastIndexOf('/') + 1));
  }

  private static int rows(String clinic, String trigger, String status) {
    return DATABASE.fetchCount(
        DELIVERY,
        DELIVERY.CLINIC_ID.eq(UUID.fromString(clinic)),
        DELIVERY.TRIGGER.eq(trigger),
        DELIVERY.STATUS.eq(status));
  }

  @Test
  void resend_ofWhatAFilterFinds_reportsIt_andACancellationTakesItBack() {
    LogRows.insert(clinic, 120);
    LogRows.insert(other, 3);
    int before = rows(clinic, "resend", "EXHAUSTED");

    String resend = begin(RESEND, "{\"status\":\"EXHAUSTED\"}");
    assertThat(resend).startsWith("/api/v1/resends/");
    work(resend);

    JsonNode report = Call.to(resend, reader).get().json();
    assertThat(report.path("status").asString()).isEqualTo("DONE");
    assertThat(report.path("deliveries").asInt()).isEqualTo(120);
    assertThat(report.path("kept").asInt()).isZero();
    assertThat(report.path("webhook_off").asInt()).isZero();
    assertThat(report.path("filter").path("status").asString()).isEqualTo("EXHAUSTED");
    assertThat(rows(clinic, "resend", "PARKED")).isEqualTo(120);
    assertThat(rows(clinic, "resend", "EXHAUSTED")).isEqualTo(before);
    assertThat(rows(other, "resend", "PARKED")).isZero();

    String cancellation = begin(CANCEL, "{\"trigger\":\"resend\"}");
    assertThat(cancellation).startsWith("/api/v1/cancellations/");
    work(cancellation);

    JsonNode cancelled = Call.to(cancellation, reader).get().json();
    assertThat(cancelled.path("deliveries").asInt()).isEqualTo(120);
    assertThat(cancelled.path("kept").asInt()).isEqualTo(before);
    assertThat(cancelled.has("webhook_off")).isFalse();
    assertThat(rows(clinic, "resend", "CANCELLED")).isEqualTo(120);
    assertThat(
            Call.to("/api/v1/audit?action=cancellation.", Clinics.key(clinic, "ADMIN"))
                .get()
                .json()
                .path("data")
                .valueStream()
                .map(row -> row.path("action").asString()))
        .containsExactly("cancellation.done", "cancellation.requested");
  }

  @Test
  void job_ofAnotherClinic_isNotThere_andIsNoJobOfAnotherKind() {
    String path = begin(RESEND, ALL);

    assertThat(Call.to(path, othersKey).get().status()).isEqualTo(404);
    assertThat(Call.to(path + "/cancel", othersKey).post("").status()).isEqualTo(404);
    assertThat(Call.to("/api/v1/resends", othersKey).get().json().path("data")).isEmpty();
    assertThat(Call.to(path.replace("resends", "cancellations"), reader).get().status())
        .isEqualTo(404);
    assertThat(Call.to("/api/v1/resends", reader).get().json().path("data")).hasSize(1);
  }

  @Test
  void request_withoutAFilter_orWithoutAClinic_orByAReader_isRefused() {
    for (String path : new String[] {RESEND, CANCEL}) {
      assertThat(Call.to(path, writer).post("{}").status()).isEqualTo(422);
      assertThat(Call.to(path, reader).post(ALL).status()).isEqualTo(403);
      Call.Answer everywhere = Call.to(path).post(ALL);
      assertThat(everywhere.status()).isEqualTo(422);
      assertThat(everywhere.text()).contains("clinic_id");
    }
  }

  @Test
  void job_stopped_staysSo_andOneThatIsDoneCannotBe() {
    String path = begin(RESEND, ALL);
    Call.Answer stopped = Call.to(path + "/cancel", writer).post("");
    assertThat(stopped.json().path("status").asString()).isEqualTo("CANCELLED");
    LogRows.insert(clinic, 1);
    work(path);
    assertThat(rows(clinic, "resend", "PARKED")).isZero();

    String done = begin(RESEND, ALL);
    work(done);
    assertThat(rows(clinic, "resend", "PARKED")).isEqualTo(1);
    Call.Answer late = Call.to(done + "/cancel", writer).post("");
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.text()).contains("This resend is done");
  }

  @Test
  void actOnIdsAtOnce_withoutThem_orWithTooMany_saysToSendThemInParts() {
    for (String ids : new String[] {"", ",\"ids\":[]"}) {
      Call.Answer answer =
          Call.to("/api/v1/deliveries/bulk", writer).post("{\"action\":\"resend\"" + ids + "}");

      assertThat(answer.status()).isEqualTo(422);
      assertThat(answer.text())
          .contains("is not a list of 1 to 500 ids", "Send more in parts.")
          .doesNotContain("Leave it out");
    }
  }
}
