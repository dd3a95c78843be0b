package org.wardbell.api.logjob;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import tools.jackson.databind.JsonNode;

/** Removals of deliveries, of two clinics; the test works where a worker would. */
@Tag("servers")
class RemovalsTest {
  private static final String REMOVE = "/api/v1/deliveries/remove";
  private static final String BY_AGE = "{\"to\":\"2100-01-01T00:00:00Z\"}";

  private static LogJobWorker worker;

  private final String clinic = Clinics.make();
  private final String admin = Clinics.key(clinic, "ADMIN");
  private final String other = Clinics.make();
  private final String othersAdmin = Clinics.key(other, "ADMIN");

  @BeforeAll
  static void start() {
    worker = new LogJobWorker();
  }

  @AfterAll
  static void stop() {
    worker.close();
  }

  private String begin(String request) {
    Call.Answer begun = Call.to(REMOVE, admin).post(request);
    assertThat(begun.status()).as(begun.text()).isEqualTo(202);
    return begun.header("location");
  }

  private static void work(String path) {
    worker.run(path.substring(path.lastIndexOf('/') + 1));
  }

  private static List<String> deliveries(String key) {
    return Call.to("/api/v1/deliveries?limit=200", key)
        .get()
        .json()
        .path("data")
        .valueStream()
        .map(row -> row.path("id").asString())
        .toList();
  }

  @Test
  void removal_byAge_reportsWhatWent_andAnotherClinicKeepsAll() {
    LogRows.insert(clinic, 120);
    LogRows.insert(other, 3);

    String path = begin(BY_AGE);
    assertThat(Call.to(path, admin).get().json().path("status").asString()).isEqualTo("RUNNING");
    work(path);

    JsonNode report = Call.to(path, admin).get().json();
    assertThat(report.path("status").asString()).isEqualTo("DONE");
    assertThat(report.path("deliveries").asInt()).isEqualTo(120);
    assertThat(report.path("attempts").asInt()).isEqualTo(120);
    assertThat(report.path("kept").asInt()).isZero();
    assertThat(deliveries(admin)).isEmpty();
    assertThat(Call.to("/api/v1/attempts", admin).get().json().path("data")).isEmpty();
    assertThat(deliveries(othersAdmin)).hasSize(3);
    assertThat(
            Call.to("/api/v1/audit?action=removal.", admin)
                .get()
                .json()
                .path("data")
                .valueStream()
                .map(row -> row.path("action").asString()))
        .containsExactly("removal.done", "removal.requested");
  }

  @Test
  void removal_ofASelection_takesNoOthers() {
    LogRows.insert(clinic, 4);
    List<String> all = deliveries(admin);

    work(begin("{\"ids\":[\"%s\",\"%s\"]}".formatted(all.get(1), all.get(3))));

    assertThat(deliveries(admin)).containsExactly(all.get(0), all.get(2));
  }

  @Test
  void removal_ofAnotherClinic_isNotThere_andItsIdsAreNobodysElse() {
    LogRows.insert(other, 1);
    String path = begin("{\"ids\":[\"%s\"]}".formatted(deliveries(othersAdmin).getFirst()));
    work(path);

    assertThat(Call.to(path, admin).get().json().path("deliveries").asInt()).isZero();
    assertThat(deliveries(othersAdmin)).hasSize(1);
    assertThat(Call.to(path, othersAdmin).get().status()).isEqualTo(404);
    assertThat(Call.to(path + "/cancel", othersAdmin).post("").status()).isEqualTo(404);
    assertThat(Call.to("/api/v1/removals", othersAdmin).get().json().path("data")).isEmpty();
    assertThat(Call.to("/api/v1/removals", admin).get().json().path("data")).hasSize(1);
  }

  @Test
  void request_withoutAFilter_orWithoutAClinic_orByAWriter_isRefused() {
    assertThat(Call.to(REMOVE, admin).post("{}").status()).isEqualTo(422);
    assertThat(Call.to(REMOVE, admin).post("{\"clinic_id\":\"" + clinic + "\"}").status())
        .isEqualTo(422);
    Call.Answer everywhere = Call.to(REMOVE).post(BY_AGE);
    assertThat(everywhere.status()).isEqualTo(422);
    assertThat(everywhere.text()).contains("clinic_id");
    assertThat(Call.to(REMOVE, admin).post("{\"ids\":[]}").status()).isEqualTo(422);
    assertThat(Call.to(REMOVE, Clinics.key(clinic, "WRITER")).post(BY_AGE).status()).isEqualTo(403);
  }

  @Test
  void removal_cancelled_staysSo_andOneThatIsDoneCannotBe() {
    String path = begin(BY_AGE);
    Call.Answer cancelled = Call.to(path + "/cancel", admin).post("");
    assertThat(cancelled.json().path("status").asString()).isEqualTo("CANCELLED");
    LogRows.insert(clinic, 1);
    work(path);
    assertThat(deliveries(admin)).hasSize(1);
    assertThat(Call.to(path + "/cancel", admin).post("").status()).isEqualTo(200);

    String done = begin(BY_AGE);
    work(done);
    assertThat(Call.to(done + "/cancel", admin).post("").status()).isEqualTo(409);
  }
}
