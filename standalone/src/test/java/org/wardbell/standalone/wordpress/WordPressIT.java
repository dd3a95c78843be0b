package org.wardbell.standalone.wordpress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.wardbell.standalone.endtoend.Await;
import tools.jackson.databind.JsonNode;

/**
 * The WordPress plugin: a real WordPress, a real Wardbell, and a stand-in for KiviCare that fires
 * its hooks.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WordPressIT extends CalendarsOfThePlugin {
  private static final String SOMEBODYS_NAME = "O'Neill-Canary";

  @AfterEach
  void nothingWentWrongInPhp() throws IOException {
    assertThat(stage.site.complaints()).isEmpty();
  }

  @Test
  void parts_thatNeedNoWordPress_areRight() throws IOException {
    Path folder = KiviCareNames.REPOSITORY.resolve("wordpress");
    assertThat(stage.site.run(folder.resolve("tests/unit.php").toString())).contains("all well");
    assertThat(stage.site.run(folder.resolve("tests/texts.php").toString()))
        .as("write the texts anew, as CONTRIBUTING.md says")
        .isEqualTo(Files.readString(folder.resolve("wardbell/languages/wardbell.pot")));
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".php")).toList()) {
        assertThat(stage.site.run("-l", file.toString())).contains("No syntax errors");
      }
    }
  }

  @Test
  void booking_isDelivered_withTheValuesOfItsMoment() throws IOException {
    LocalDateTime start = stage.freeTime();
    List<JsonNode> costs = new ArrayList<>();
    int id = stage.book(start, costs);
    assertThat(costs.getFirst().path("calls").asInt(-1))
        .as("requests while the page waits")
        .isZero();
    assertThat(stage.queue()).as("two hooks, one event").hasSize(1);
    // What happens after the event does not change what it says.
    stage.move(id, start.plusMinutes(30));
    stage.site.cron();

    Await.until("both events", () -> stage.told(id), told -> told.size() == 2);
    JsonNode data =
        stage
            .received()
            .filter(event -> event.path("data").path("appointment_id").asInt(0) == id)
            .findFirst()
            .orElseThrow()
            .path("data");
    assertThat(data.path("appointment_start_time").asString())
        .isEqualTo(start.toLocalTime() + ":00");
    assertThat(data.path("appointment_starts_at").asString()).startsWith(start + ":00");
    assertThat(data.path("appointment_timezone").asString()).isEqualTo("Europe/London");
    assertThat(data.path("appointment_status").asString()).isEqualTo("BOOKED");
    assertThat(data.path("appointment_desc").asString()).isEqualTo("Knee pain <b>&</b> \"more\"");
    assertThat(data.path("doctor_name").asString()).isEqualTo("Amelia Okafor");
    assertThat(data.path("patient_name").asString()).isEqualTo("Grace " + SOMEBODYS_NAME);
    assertThat(data.path("patient_contact_number").asString()).isEqualTo("+44 7700 900123");
    assertThat(data.path("clinic_name").asString()).isEqualTo("Harbour \"Clinic\" & Söhne");
    assertThat(data.path("service_names").asString()).isEqualTo("Consultation");
    assertThat(stage.told(id)).containsExactly("appointment.booked", "appointment.updated");
    assertThat(stage.queue()).as("patients' data leaves when Wardbell has it").isEmpty();
  }

  @Test
  void wardbellAway_eventsWait_andComeInOrderAndOnceWhenItIsBack() throws IOException {
    stage.wardbell.goAway();
    List<Integer> ids = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ids.add(stage.book(stage.freeTime()));
    }
    ids.forEach(id -> stage.move(id, stage.freeTime()));
    ids.forEach(id -> stage.status(id, 4));
    ids.forEach(id -> stage.status(id, 0));
    assertThat(stage.site.cron()).contains("0 sent, 15 waiting.", "did not answer");
    assertThat(stage.page()).contains("did not answer").doesNotContain(SOMEBODYS_NAME);
    assertThat(stage.queue()).hasSize(15);
    stage.wardbell.comeBack();
    assertThat(stage.site.cron())
        .as("after a failure it waits a while")
        .contains("0 sent, 15 waiting.");

    assertThat(stage.press("send", Map.of())).contains("15 sent, 0 waiting.");
    for (int id : ids) {
      Await.until("all of " + id, () -> stage.told(id).size() == 5);
      assertThat(stage.told(id))
          .containsExactly(
              "appointment.booked",
              "appointment.updated",
              "appointment.status_changed",
              "appointment.cancelled",
              "appointment.status_changed");
      assertThat(previousStatuses(id)).containsExactly("BOOKED", "CHECKED_IN");
    }
    assertThat(stage.queue()).isEmpty();
    assertThat(stage.site.cron()).contains("0 sent, 0 waiting.");
  }

  private static List<String> previousStatuses(int id) {
    return stage
        .received()
        .filter(event -> event.path("data").path("appointment_id").asInt(0) == id)
        .filter(event -> event.path("type").asString().equals("appointment.status_changed"))
        .map(event -> event.path("data").path("previous_status").asString())
        .toList();
  }

  @Test
  void refusedEvent_holdsUpNoOther_canBeSentAgain_andEndsWithACount() throws IOException {
    int bad = stage.book(stage.freeTime());
    int good = stage.book(stage.freeTime());
    stage.site.act("spoil", Map.of("type", "no.such_type", "subject", "appointment/" + bad));
    stage.site.cron();
    Await.until("the other", () -> stage.told(good).size() == 1);
    assertThat(stage.page())
        .contains("appointment/" + bad, "is not a type of the catalogue")
        .doesNotContain(SOMEBODYS_NAME);

    stage.press("retry", Map.of());
    assertThat(stage.queue())
        .singleElement()
        .satisfies(one -> assertThat(one.path("refused_at").isNull()).isTrue());
    stage.site.cron();
    assertThat(stage.told(bad)).isEmpty();
    stage.site.act("age", Map.of());
    stage.site.cron();
    assertThat(stage.queue()).isEmpty();
    assertThat(stage.state().path("expired").asInt(0)).isEqualTo(1);
  }

  @Test
  void hooks_eachTellOneEvent_withoutCredentials() throws IOException {
    Map<String, Object> given = new HashMap<>(stage.people);
    int id = stage.book(stage.freeTime());
    given.put("id", id);
    JsonNode answer = stage.site.act("hooks", given);
    assertThat(answer.path("calls").asInt(-1)).isZero();
    assertThat(median(answer.path("microseconds"))).as("microseconds").isLessThan(10_000);
    List<JsonNode> rows = stage.queue();
    assertThat(rows.toString()).doesNotContain("never-leaves");
    List<String> types = rows.stream().map(row -> row.path("type").asString()).toList();
    // The booking, and one for each type: where KiviCare has two names for one thing it happened
    // once.
    assertThat(types).hasSize(1 + new TreeSet<>(types).size());
    assertThat(new TreeSet<>(types)).isEqualTo(KiviCareNames.types());
    stage.site.cron();
    assertThat(stage.queue()).as("Wardbell takes all of them").isEmpty();
    Await.until(
        "a bill",
        () ->
            stage
                .received()
                .anyMatch(event -> event.path("type").asString().equals("bill.deleted")));
    JsonNode patient = data("patient.registered");
    assertThat(patient.path("patient_first_name").asString()).isEqualTo("Grace");
    assertThat(patient.path("custom_fields_data").path("insurance_number").asString())
        .isEqualTo("AB123456C");
    assertThat(patient.path("patient_clinic_ids").toString())
        .isEqualTo("[" + stage.people.get("clinic") + "]");
    assertThat(data("doctor.added").path("doctor_qualification").asString()).isEqualTo("MD, MRCGP");
    assertThat(data("clinic.added").path("clinic_admin_first_name").asString()).isEqualTo("Noor");
    assertThat(data("bill.paid").path("bill_items").path(0).path("name").asString())
        .isEqualTo("Consultation");
    assertThat(data("bill.generated").path("bill_total_amount").asDouble()).isEqualTo(120.5);
    assertThat(data("prescription.added").path("patient_name").asString()).endsWith(SOMEBODYS_NAME);
    assertThat(data("appointment.payment_completed").path("payment_mode").asString())
        .isEqualTo("card");
    assertThat(data("patient.deleted").has("patient_email")).isFalse();
  }

  private static JsonNode data(String type) {
    return Await.until(
            type,
            () ->
                stage
                    .received()
                    .filter(event -> event.path("type").asString().equals(type))
                    .toList(),
            seen -> !seen.isEmpty())
        .getFirst()
        .path("data");
  }

  private static int median(JsonNode microseconds) {
    List<Integer> sorted = microseconds.valueStream().map(JsonNode::asInt).sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  @Test
  void changeThatKiviCareTakesBack_isNoEvent() {
    int before = stage.queue().size();
    stage.site.act("rolled", stage.people);
    assertThat(stage.queue()).hasSize(before);
  }

  @Test
  void page_isForAdministratorsWithANonce_andNeverShowsSecrets() throws IOException {
    assertThat(stage.press("test", Map.of())).contains("the key may write");
    assertThat(stage.page())
        .contains(stage.wardbell.url().toString())
        .doesNotContain(stage.key, stage.secret);
    HttpClient editor = stage.site.signedIn("editor");
    assertThat(
            stage
                .site
                .form(editor, "/wp-admin/admin-post.php", Map.of("action", "wardbell_send"))
                .statusCode())
        .isEqualTo(403);
    HttpClient administrator = stage.site.signedIn("administrator");
    assertThat(
            stage
                .site
                .form(
                    administrator,
                    "/wp-admin/admin-post.php",
                    Map.of("action", "wardbell_save", "url", "https://elsewhere.example"))
                .statusCode())
        .isEqualTo(403);
    assertThat(stage.press("save", Map.of("url", "http://elsewhere.example")))
        .contains("Not saved")
        .doesNotContain("elsewhere");
    assertThat(
            WordPressSite.send(
                    editor, stage.site.request("/wp-admin/options-general.php?page=wardbell").GET())
                .statusCode())
        .isEqualTo(403);
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void uninstalled_leavesNothing() throws IOException {
    assertThat(
            stage.site.run(
                KiviCareNames.REPOSITORY.resolve("wordpress/tests/uninstall.php").toString()))
        .contains("left: []");
  }
}
