package org.wardbell.api.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import tools.jackson.databind.JsonNode;

/** Cursors of one clinic's lists in the hands of another. */
@Tag("servers")
class CursorsTest {
  private static final String EVENT = "{\"type\":\"bill.paid\",\"data\":{\"bill_id\":7}}";
  private static final int ROWS = 3;

  /** Lists in the order of numbers that the whole installation shares. */
  private static final List<String> NUMBERED =
      List.of(
          "/api/v1/events",
          "/api/v1/audit",
          "/api/v1/replays",
          "/api/v1/erasures",
          "/api/v1/exports",
          "/api/v1/removals",
          "/api/v1/resends",
          "/api/v1/cancellations");

  /** Lists in the order of ids or times, which are the clinic's own. */
  private static final List<String> OTHERS =
      List.of("/api/v1/webhooks", "/api/v1/keys", "/api/v1/appointments", "/api/v1/calendars");

  private static final String ours = key();
  private static final String theirs = key();

  /** Makes a clinic with three rows in each list, and returns its key. */
  private static String key() {
    String clinic = Clinics.make();
    String key = Clinics.key(clinic, "ADMIN");
    for (int i = 1; i <= ROWS; i++) {
      Call.to("/api/v1/events", key).post(EVENT);
      String webhook = Clinics.webhook(clinic);
      post(
          key,
          "/api/v1/webhooks/" + webhook + "/replays",
          "{\"which\":\"all\",\"from\":\"2020-01-01T00:00:00Z\",\"to\":\"2020-01-02T00:00:00Z\"}");
      endedJob(key, "/api/v1/exports", "{\"kind\":\"attempts\"}");
      for (String act : List.of("remove", "resend", "cancel")) {
        endedJob(key, "/api/v1/deliveries/" + act, "{\"to\":\"2020-01-01T00:00:00Z\"}");
      }
      post(key, "/api/v1/erasures", "{\"subject\":\"patient/%d\"}".formatted(i));
      Clinics.key(clinic, "READER");
      post(
          key,
          "/api/v1/appointments",
          ("{\"doctor_id\":\"d-%d\",\"patient\":{\"id\":\"p-1\",\"name\":\"Rosa\"},"
                  + "\"start\":\"2031-05-01T09:00:00Z\",\"end\":\"2031-05-01T09:30:00Z\",\"time_zone\":\"UTC\"}")
              .formatted(i));
      post(
          key,
          "/api/v1/calendars",
          "{\"doctor_id\":\"d-%d\",\"google_calendar_id\":\"c-%s\",\"refresh_token\":\"1//r\"}"
              .formatted(i, UUID.randomUUID()));
    }
    return key;
  }

  /**
   * Begins a job and cancels it: few of a clinic's run at once, and nobody does their work here.
   */
  private static void endedJob(String key, String path, String body) {
    Call.Answer begun = Call.to(path, key).post(body);
    assertThat(begun.status()).as(path + begun.text()).isEqualTo(202);
    assertThat(Call.to(begun.header("location") + "/cancel", key).post("").status()).isEqualTo(200);
  }

  private static void post(String key, String path, String body) {
    Call.Answer answer = Call.to(path, key).post(body);
    assertThat(answer.status()).as(path + answer.text()).isEqualTo(201);
  }

  private static JsonNode page(String list, String key, String cursor) {
    Call.Answer answer =
        Call.to(list + "?limit=2" + (cursor.isEmpty() ? "" : "&cursor=" + cursor), key).get();
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static String cursor(String list, String key) {
    String cursor = page(list, key, "").path("next_cursor").asString("");
    assertThat(cursor).as(list).isNotEmpty();
    return cursor;
  }

  private static List<String> ids(String list, String key) {
    List<String> ids = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = page(list, key, cursor);
      page.path("data").forEach(row -> ids.add(row.toString()));
      cursor = page.path("next_cursor").asString("");
      // Each look at some lists is a row of the audit trail, so that one never ends.
    } while (!cursor.isEmpty() && ids.size() < 2 * ROWS);
    return ids;
  }

  @TestFactory
  Stream<DynamicTest> pages_ofAList_showEachRowOnce() {
    return Stream.concat(NUMBERED.stream(), OTHERS.stream())
        .map(
            list ->
                DynamicTest.dynamicTest(
                    list,
                    () -> {
                      List<String> ids = ids(list, ours);
                      assertThat(ids).hasSizeGreaterThanOrEqualTo(ROWS).doesNotHaveDuplicates();
                    }));
  }

  @TestFactory
  Stream<DynamicTest> cursor_ofANumberedList_tellsNoNumber_andIsRefusedToOthers() {
    return NUMBERED.stream()
        .map(
            list ->
                DynamicTest.dynamicTest(
                    list,
                    () -> {
                      String cursor = cursor(list, ours);
                      assertThat(cursor).doesNotMatch("\\d+");
                      assertThat(cursor(list, ours)).isNotEqualTo(cursor);
                      String bytes =
                          new String(
                              Base64.getUrlDecoder().decode(cursor), StandardCharsets.ISO_8859_1);
                      assertThat(bytes).doesNotContain("\0\0\0\0");

                      assertThat(refused(list, theirs, cursor)).isEqualTo("cursor");
                      String another =
                          list.equals("/api/v1/events") ? "/api/v1/audit" : "/api/v1/events";
                      assertThat(refused(another, ours, cursor)).isEqualTo("cursor");
                      assertThat(refused(list, ours, "62")).isEqualTo("cursor");
                    }));
  }

  private static String refused(String list, String key, String cursor) {
    Call.Answer answer = Call.to(list + "?cursor=" + cursor, key).get();
    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    return answer.field();
  }

  /** It is a place in the order of ids, and shows nobody's rows but the caller's. */
  @TestFactory
  Stream<DynamicTest> cursor_ofAnotherList_showsOnlyRowsOfTheCaller() {
    return OTHERS.stream()
        .map(
            list ->
                DynamicTest.dynamicTest(
                    list,
                    () -> {
                      Set<String> own = new HashSet<>(rowIds(page(list, theirs, "")));
                      own.addAll(rowIds(page(list, theirs, cursor(list, theirs))));
                      assertThat(own).containsAll(rowIds(page(list, theirs, cursor(list, ours))));
                    }));
  }

  private static List<String> rowIds(JsonNode page) {
    List<String> ids = new ArrayList<>();
    page.path("data").forEach(row -> ids.add(row.path("id").asString()));
    return ids;
  }

  @Test
  void appointments_byDoctorTimeAndStatus_areThoseOfTheClinicOnly() {
    String appointments = "/api/v1/appointments";
    assertThat(page(appointments + "?doctor_id=d-2", ours)).hasSize(1);
    assertThat(page(appointments + "?status=CANCELLED", ours)).isEmpty();
    assertThat(page(appointments + "?status=BOOKED&from=2031-05-01T09:00:00Z", ours)).hasSize(ROWS);
    assertThat(page(appointments + "?to=2031-05-01T09:00:00Z", ours)).isEmpty();
    assertThat(page(appointments, ours)).doesNotContainAnyElementsOf(page(appointments, theirs));
    assertThat(Call.to(appointments, ours).get().text()).doesNotContain("Rosa", "p-1");
    assertThat(Call.to(appointments + "?status=LATE", ours).get().field()).isEqualTo("status");
  }

  @Test
  void calendars_byDoctorAndState_areThoseOfTheClinicOnly() {
    String calendars = "/api/v1/calendars";
    assertThat(page(calendars, ours)).hasSize(ROWS);
    assertThat(page(calendars + "?doctor_id=d-2", ours)).hasSize(1);
    assertThat(page(calendars + "?state=CONNECTING", ours)).hasSize(ROWS);
    assertThat(page(calendars + "?state=DISCONNECTED", ours)).isEmpty();
    assertThat(page(calendars, ours)).doesNotContainAnyElementsOf(page(calendars, theirs));
  }

  @Test
  void replays_byWebhookAndState_areThoseOfTheClinicOnly() {
    String replays = "/api/v1/replays";
    JsonNode first = Call.to(replays, ours).get().json().at("/data/0");
    assertThat(page(replays, ours)).hasSize(ROWS);
    assertThat(page(replays + "?webhook_id=" + first.path("webhook_id").asString(), ours))
        .containsExactly(first.path("id").asString());
    assertThat(page(replays + "?webhook_id=" + first.path("webhook_id").asString(), theirs))
        .isEmpty();
    assertThat(page(replays + "?status=CANCELLED", ours)).isEmpty();
    assertThat(page(replays, ours)).doesNotContainAnyElementsOf(page(replays, theirs));
  }

  private static List<String> page(String address, String key) {
    Call.Answer answer = Call.to(address, key).get();
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return rowIds(answer.json());
  }
}
