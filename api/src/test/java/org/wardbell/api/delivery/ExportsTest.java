package org.wardbell.api.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wardbell.activities.database.generated.Tables.ATTEMPT;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.export.ExportFormat;
import org.wardbell.activities.export.ExportWriter;
import org.wardbell.activities.export.ExportedLog;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import org.wardbell.api.problem.ProblemException;
import tools.jackson.databind.json.JsonMapper;

/** Lists as files: all that the filter lists, and nothing of another clinic. */
@Tag("servers")
class ExportsTest {
  private static final DSLContext DATABASE = ApiServer.shared().bean(DSLContext.class);

  /** More than one page of an export. */
  private static final int ROWS = 1_203;

  private static String clinic;
  private static String reader;
  private static UUID ours;

  @BeforeAll
  static void fill() {
    clinic = Clinics.make();
    reader = Clinics.key(clinic, "READER");
    String other = Clinics.make();
    ours = insert(clinic, ROWS);
    insert(other, 7);
  }

  private static UUID insert(String of, int rows) {
    UUID owner = UUID.fromString(of);
    UUID event = UUID.fromString(Clinics.event(of));
    UUID webhook = UUID.fromString(Clinics.webhook(of));
    DATABASE.transaction(
        tx -> {
          for (int i = 0; i < rows; i++) {
            UUID id = Ids.next();
            tx.dsl()
                .insertInto(DELIVERY)
                .set(DELIVERY.ID, id)
                .set(DELIVERY.CLINIC_ID, owner)
                .set(DELIVERY.EVENT_ID, event)
                .set(DELIVERY.WEBHOOK_ID, webhook)
                .set(DELIVERY.REPETITION, i)
                .set(DELIVERY.TRIGGER, i == 0 ? "live" : "resend")
                .set(DELIVERY.STATUS, "DELIVERED")
                .set(DELIVERY.CREATED_AT, Instant.now())
                .execute();
            tx.dsl()
                .insertInto(ATTEMPT)
                .set(ATTEMPT.DELIVERY_ID, id)
                .set(ATTEMPT.ORDINAL, 1)
                .set(ATTEMPT.CLINIC_ID, owner)
                .set(ATTEMPT.WEBHOOK_ID, webhook)
                .set(ATTEMPT.WEBHOOK_VERSION, 1)
                .set(ATTEMPT.TRIGGER, "schedule")
                .set(ATTEMPT.LANE, "EXPRESS")
                .set(ATTEMPT.STARTED_AT, Instant.now())
                .set(ATTEMPT.FINISHED_AT, Instant.now())
                .set(ATTEMPT.OUTCOME, i % 2 == 0 ? "DELIVERED" : "TIMEOUT")
                .set(ATTEMPT.CODE, i % 2 == 0 ? "http_200" : "timeout")
                .set(ATTEMPT.TOTAL_MICROS, 4_500)
                .execute();
          }
        });
    return webhook;
  }

  @Test
  void csv_hasALineForEachRowOfTheClinic() {
    Call.Answer answer = Call.to("/api/v1/exports/attempts", reader).get();

    assertThat(answer.header("content-type")).startsWith("text/csv");
    assertThat(answer.header("content-disposition")).contains("attempts.csv");
    List<String> lines = answer.text().lines().toList();
    assertThat(lines).hasSize(ROWS + 1).doesNotHaveDuplicates();
    assertThat(lines.getFirst()).startsWith("id,clinic_id,webhook_id,webhook_name,delivery_id");
    assertThat(lines.subList(1, lines.size()))
        .allSatisfy(line -> assertThat(line).startsWith("\"\"," + clinic + "," + ours + ",CRM,"));
    assertThat(lines.get(1)).contains(",bill.paid,DELIVERED,1,schedule,EXPRESS,", ",4500,");
  }

  /** docs/statistics.md promises all that the lists show. */
  @Test
  void columns_areAllThatTheListsShow() {
    assertThat(ExportedLog.attemptColumns())
        .containsExactlyInAnyOrderElementsOf(fields("", LoggedAttemptView.class));
    assertThat(ExportedLog.deliveryColumns(true))
        .containsExactlyInAnyOrderElementsOf(fields("", DeliveryView.class));
  }

  /**
   * Returns the names of a record's fields in JSON, without lists, which no cell holds, and without
   * what is told of a delivery that is read alone.
   */
  private static List<String> fields(String before, Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .filter(component -> component.getType() != List.class)
        .filter(component -> component.getType() != DeliveryView.Restored.class)
        .flatMap(
            component -> {
              String name =
                  before
                      + component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
              return component.getType().isRecord()
                  ? fields(name + ".", component.getType()).stream()
                  : Stream.of(name);
            })
        .toList();
  }

  @Test
  void jsonLines_takeTheFiltersOfTheList() {
    Call.Answer answer =
        Call.to("/api/v1/exports/attempts?format=JSON_LINES&outcome=TIMEOUT", reader).get();

    assertThat(answer.header("content-type")).startsWith("application/jsonl");
    List<String> lines = answer.text().lines().toList();
    assertThat(lines).hasSize(ROWS / 2);
    assertThat(JsonMapper.shared().readTree(lines.getFirst()).path("code").asString())
        .isEqualTo("timeout");
  }

  @Test
  void deliveries_haveSubjectsOnlyOnRequest() {
    String path = "/api/v1/exports/deliveries";
    assertThat(Call.to(path + "?trigger=live", reader).get().text().lines().findFirst())
        .hasValueSatisfying(names -> assertThat(names).doesNotContain("subject"));
    assertThat(
            Call.to(path + "?trigger=live&include=subject", reader)
                .get()
                .text()
                .lines()
                .findFirst())
        .hasValueSatisfying(names -> assertThat(names).contains("subject"));
    assertThat(Call.to(path, reader).get().text().lines()).hasSize(ROWS + 1);
    assertThat(Call.to(path + "?include=data", reader).get().status()).isEqualTo(422);
  }

  /** OWASP, CSV Injection. */
  @Test
  void cell_thatASpreadsheetWouldCalculate_isText() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ExportWriter writer =
        new ExportWriter(ExportFormat.CSV, List.of("a", "b.c"), JsonMapper.shared(), out);
    writer.begin();
    writer.write(
        List.of(
            Map.of("a", "=HYPERLINK(\"x\")", "b", Map.of("c", -5)),
            Map.of("a", "+1", "b", Map.of("c", "@a,b")),
            Map.of("b", Map.of("c", "plain"))));
    writer.incomplete("why");

    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "a,b.c",
            "\"'=HYPERLINK(\"\"x\"\")\",-5",
            "'+1,\"'@a,b\"",
            "\"\",plain",
            "INCOMPLETE: why");
  }

  @Test
  void exports_ofOneKey_areTwoAtOnce() {
    ExportSlots slots = new ExportSlots();
    UUID one = Ids.next();
    slots.take(one);
    slots.take(one);
    assertThatThrownBy(() -> slots.take(one)).isInstanceOf(ProblemException.class);
    slots.take(Ids.next());
    slots.take(Ids.next());
    assertThatThrownBy(() -> slots.take(Ids.next())).isInstanceOf(ProblemException.class);
    slots.giveBack(one);
    slots.take(one);
  }
}
