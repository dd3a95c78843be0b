package org.wardbell.api.logjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.LOG_JOB;

import java.time.Instant;
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
import tools.jackson.databind.json.JsonMapper;

/** Exports as jobs, of two clinics; the test works where a worker would. */
@Tag("servers")
class ExportJobsTest {
  private static final String EXPORTS = "/api/v1/exports";

  private static LogJobWorker worker;

  private final String clinic = Clinics.make();
  private final String writer = Clinics.key(clinic, "WRITER");
  private final String reader = Clinics.key(clinic, "READER");
  private final String othersKey = Clinics.key(Clinics.make(), "ADMIN");

  @BeforeAll
  static void start() {
    worker = new LogJobWorker();
  }

  @AfterAll
  static void stop() {
    worker.close();
  }

  private String begin(String request) {
    Call.Answer begun = Call.to(EXPORTS, writer).post(request);
    assertThat(begun.status()).as(begun.text()).isEqualTo(202);
    assertThat(begun.header("location")).isEqualTo(path(begun.json()));
    return begun.header("location");
  }

  private static String path(JsonNode job) {
    return EXPORTS + "/" + job.path("id").asString();
  }

  private static void work(String path) {
    worker.run(path.substring(path.lastIndexOf('/') + 1));
  }

  @Test
  void file_ofAJob_isTheFileThatIsSentAtOnce() {
    LogRows.insert(clinic, 120);
    for (String[] list :
        new String[][] {
          {"attempts", "CSV", ""},
          {"attempts", "JSON_LINES", ""},
          {"deliveries", "CSV", "subject"},
          {"deliveries", "JSON_LINES", ""}
        }) {
      String include = list[2].isEmpty() ? "" : ",\"include\":\"" + list[2] + "\"";
      String path =
          begin("{\"kind\":\"%s\",\"format\":\"%s\"%s}".formatted(list[0], list[1], include));
      work(path);

      Call.Answer file = Call.to(path + "/file", reader).get();
      Call.Answer atOnce =
          Call.to(
                  EXPORTS
                      + "/"
                      + list[0]
                      + "?format="
                      + list[1]
                      + (list[2].isEmpty() ? "" : "&include=" + list[2]),
                  reader)
              .get();
      assertThat(file.status()).isEqualTo(200);
      assertThat(file.text())
          .isEqualTo(atOnce.text())
          .hasLineCount(list[1].equals("CSV") ? 121 : 120);
      assertThat(file.header("content-type")).isEqualTo(atOnce.header("content-type"));
      assertThat(file.header("content-disposition"))
          .isEqualTo(atOnce.header("content-disposition"));
    }
  }

  /** A row of a file is what the list shows, but for what only one of the two has. */
  @Test
  void row_ofAFile_isTheObjectOfTheList() {
    LogRows.insert(clinic, 1);
    for (String list : new String[] {"attempts", "deliveries"}) {
      String line =
          Call.to(EXPORTS + "/" + list + "?format=JSON_LINES&" + subjectOf(list), reader)
              .get()
              .text()
              .strip();
      JsonNode shown = Call.to("/api/v1/" + list, reader).get().json().at("/data/0");
      assertThat(JsonMapper.shared().readTree(line)).isEqualTo(shown);
    }
  }

  private static String subjectOf(String list) {
    return list.equals("deliveries") ? "include=subject" : "";
  }

  @Test
  void job_showsItsProgress_andItsFileForADay() {
    LogRows.insert(clinic, 3);
    String path = begin("{\"kind\":\"deliveries\",\"status\":\"EXHAUSTED\"}");

    JsonNode running = Call.to(path, reader).get().json();
    assertThat(running.path("status").asString()).isEqualTo("RUNNING");
    assertThat(running.has("file")).isFalse();
    assertThat(Call.to(path + "/file", reader).get().status()).isEqualTo(404);

    work(path);

    JsonNode done = Call.to(path, reader).get().json();
    assertThat(done.path("status").asString()).isEqualTo("DONE");
    assertThat(done.path("rows").asInt()).isEqualTo(3);
    assertThat(done.path("filter").path("status").asString()).isEqualTo("EXHAUSTED");
    assertThat(done.path("file").asString()).isEqualTo(path + "/file");
    assertThat(Instant.parse(done.path("expires_at").asString()))
        .isEqualTo(Instant.parse(done.path("finished_at").asString()).plusSeconds(86_400));
    assertThat(Call.to(path + "/file", reader).get().text()).hasLineCount(4);

    DSLContext database = ApiServer.shared().bean(DSLContext.class);
    database
        .update(LOG_JOB)
        .set(LOG_JOB.EXPIRES_AT, Instant.now().minusSeconds(60))
        .where(LOG_JOB.ID.eq(UUID.fromString(done.path("id").asString())))
        .execute();

    Call.Answer ended = Call.to(path + "/file", reader).get();
    assertThat(ended.status()).isEqualTo(410);
    assertThat(ended.json().path("type").asString()).isEqualTo("urn:wardbell:problem:gone");
    assertThat(Call.to(path, reader).get().json().has("file")).isFalse();
  }

  @Test
  void export_ofAnotherClinic_isNotThere() {
    LogRows.insert(clinic, 1);
    String path = begin("{\"kind\":\"attempts\"}");
    work(path);

    assertThat(Call.to(path, othersKey).get().status()).isEqualTo(404);
    assertThat(Call.to(path + "/file", othersKey).get().status()).isEqualTo(404);
    assertThat(Call.to(path + "/cancel", othersKey).post("").status()).isEqualTo(404);
    assertThat(Call.to(EXPORTS, othersKey).get().json().path("data")).isEmpty();
    assertThat(Call.to(EXPORTS, reader).get().json().path("data")).hasSize(1);
    assertThat(Call.to(path.replace("exports", "removals"), reader).get().status()).isEqualTo(404);
  }

  @Test
  void file_ofAnExportThatIsCancelled_ends_andTheTrailSaysAllOfIt() {
    String path = begin("{\"kind\":\"deliveries\",\"include\":\"subject\"}");
    work(path);
    assertThat(Call.to(path + "/file", reader).get().status()).isEqualTo(200);

    assertThat(Call.to(path + "/cancel", writer).post("").status()).isEqualTo(200);

    assertThat(Call.to(path + "/file", reader).get().status()).isEqualTo(410);
    assertThat(Call.to(path + "/cancel", writer).post("").status()).isEqualTo(200);
    JsonNode trail =
        Call.to("/api/v1/audit?action=export.", Clinics.key(clinic, "ADMIN"))
            .get()
            .json()
            .path("data");
    assertThat(trail.valueStream().map(row -> row.path("action").asString()))
        .containsExactly(
            "export.cancelled", "export.downloaded", "export.done", "export.requested");
    assertThat(trail.get(3).at("/detail/subject").asBoolean()).isTrue();
    assertThat(trail.get(1).at("/detail/subject").asBoolean()).isTrue();
  }

  @Test
  void thirdExport_ofAClinic_hasToWait_andAnotherClinicsHasNot() {
    String request = "{\"kind\":\"attempts\"}";
    begin(request);
    String second = begin(request);
    Call.Answer third = Call.to(EXPORTS, writer).post(request);
    assertThat(third.status()).isEqualTo(429);
    assertThat(third.header("retry-after")).isEqualTo("30");
    assertThat(Call.to(EXPORTS, othersKey).post(request).status()).isEqualTo(202);

    Call.to(second + "/cancel", writer).post("");

    begin(request);
  }

  @Test
  void request_withFiltersOfTheOtherList_orByAReader_isRefused() {
    Call.Answer wrong =
        Call.to(EXPORTS, writer)
            .post(
                "{\"kind\":\"attempts\",\"subject\":\"patient/1\",\"ids\":[],\"trigger\":\"live\",\"from\":\"x\"}");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.json().path("errors").valueStream().map(e -> e.path("field").asString()))
        .contains("subject", "ids", "trigger", "from");
    assertThat(
            Call.to(EXPORTS, writer)
                .post("{\"kind\":\"deliveries\",\"delivery_id\":\"" + clinic + "\"}")
                .status())
        .isEqualTo(422);
    assertThat(Call.to(EXPORTS, writer).post("{}").status()).isEqualTo(422);
    assertThat(Call.to(EXPORTS, reader).post("{\"kind\":\"attempts\"}").status()).isEqualTo(403);
    assertThat(
            Call.to(EXPORTS, writer)
                .post("{\"kind\":\"attempts\",\"clinic_id\":\"" + Clinics.make() + "\"}")
                .status())
        .isEqualTo(403);
  }

  @Test
  void deliveries_ofASubject_areFoundByIt_andNobodyRepeatsIt() {
    LogRows.insert(clinic, 2);
    String path = begin("{\"kind\":\"deliveries\",\"subject\":\"%s\"}".formatted(LogRows.SUBJECT));
    String none = begin("{\"kind\":\"deliveries\",\"subject\":\"%sx\"}".formatted(LogRows.SUBJECT));
    work(path);
    work(none);

    JsonNode job = Call.to(path, reader).get().json();
    assertThat(job.path("rows").asInt()).isEqualTo(2);
    assertThat(job.at("/filter/subject_fingerprint").asString()).matches("[0-9a-f]{64}");
    assertThat(job.toString()).doesNotContain(LogRows.SUBJECT);
    assertThat(Call.to(none, reader).get().json().path("rows").asInt()).isZero();
  }
}
