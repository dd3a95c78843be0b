package org.wardbell.api.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.AUDIT;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK_CHANGE;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK_STATE;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import org.wardbell.api.People;

/** The page of one webhook. */
@Tag("servers")
class WebhookPageTest {
  private static final DSLContext DATABASE = ApiServer.shared().bean(DSLContext.class);
  private static final Pattern SECRET = Pattern.compile("whsec_[A-Za-z0-9+/=]+");

  private final String clinic = Clinics.make();
  private final String webhook = Clinics.webhook(clinic);
  private final String path = "/webhooks/" + webhook;
  private final People.SignedInPerson admin = People.make(clinic, "ADMIN").signIn();

  private String page(String of) {
    Call.Answer answer = admin.withoutToken(of).get();
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.text();
  }

  private Call.Answer send(String to, Map<String, String> fields) {
    Map<String, String> all = new HashMap<>(fields);
    all.put("csrf", admin.csrf());
    return Pages.send(admin.withoutToken(to), all);
  }

  private void failing(int failures, boolean isOpen) {
    DATABASE
        .update(WEBHOOK_STATE)
        .set(WEBHOOK_STATE.CONSECUTIVE_FAILURES, failures)
        .set(WEBHOOK_STATE.FAILING_SINCE, Instant.now().minusSeconds(7_200))
        .set(WEBHOOK_STATE.CIRCUIT, isOpen ? "OPEN" : "CLOSED")
        .set(WEBHOOK_STATE.CIRCUIT_PROBE_AT, isOpen ? Instant.now().plusSeconds(3_000) : null)
        .set(WEBHOOK_STATE.CIRCUIT_PROBE_SECONDS, isOpen ? 30 : null)
        .where(WEBHOOK_STATE.WEBHOOK_ID.eq(UUID.fromString(webhook)))
        .execute();
  }

  private void parked(String code, Instant end) {
    String id = Clinics.delivery(clinic, webhook, Clinics.event(clinic), "PARKED");
    DATABASE
        .update(DELIVERY)
        .set(DELIVERY.PARKED_REASON, "circuit")
        .set(DELIVERY.LAST_CODE, code)
        .set(DELIVERY.LAST_OUTCOME, "FAILED")
        .set(DELIVERY.ATTEMPTS, 1)
        .set(DELIVERY.EXHAUSTS_AT, end)
        .where(DELIVERY.ID.eq(UUID.fromString(id)))
        .execute();
  }

  @Test
  void failing_isASentence_withWhatWaitsAndUntilWhen() {
    failing(14, true);
    parked("http_401", Instant.now().plusSeconds(86_400));
    parked("http_401", Instant.now().plusSeconds(90_000));

    assertThat(page(path).replaceAll("<[^>]+>", "").replaceAll("\\s+", " "))
        .contains("since 2 h ago: 14 tries in a row got 401.")
        .contains("2 deliveries", "2: the receiver fails; only probes are sent")
        .contains("Next probe in ", "Given up first: ");
  }

  @Test
  void failing_withSeveralCodes_namesTheNewest() {
    failing(3, false);
    parked("http_401", Instant.now());
    parked("timeout", Instant.now());

    assertThat(page(path).replaceAll("<[^>]+>", ""))
        .contains(": 3 tries in a row failed, the newest with timeout.")
        .doesNotContain("Given up first");
  }

  @Test
  void page_drawsTheSchedule_andLinksToWhatOneDoesNext() {
    assertThat(page(path))
        .contains("Ten tries over three days", "nothing ended in the last 24 hours")
        .contains(path + "/test", "/replays/new?webhook=" + webhook, path + "/edit")
        .contains("Nothing waits.");
  }

  @Test
  void columnOfTheChart_leadsToTheDeliveriesOfThisWebhookAlone() {
    assertThat(page(path))
        .contains("href=\"/deliveries?webhook_id=" + webhook + "&amp;ended_from=")
        .doesNotContain("/deliveries?ended_from=");
  }

  @Test
  void rotation_showsTheSecretOnce_andTheOverlapWithItsEnd() {
    int version = version();

    Call.Answer rotated =
        send(path + "/secret", Map.of("overlap_hours", "24", "version", Integer.toString(version)));

    Matcher secret = SECRET.matcher(rotated.text());
    assertThat(secret.find()).isTrue();
    assertThat(rotated.text()).contains("This is the only time", "An old secret signs beside it");
    assertThat(rotated.header("Cache-Control")).contains("no-store");
    String later = page(path);
    assertThat(later).contains("An old secret signs beside it").doesNotContain(secret.group());
    assertThat(SECRET.matcher(later).find()).isFalse();
  }

  @Test
  void rotation_sentOnceMore_isRefused() {
    Map<String, String> form =
        Map.of("overlap_hours", "24", "version", Integer.toString(version()));
    send(path + "/secret", form);

    Call.Answer again = send(path + "/secret", form);

    assertThat(again.status()).isEqualTo(409);
    assertThat(SECRET.matcher(again.text()).find()).isFalse();
  }

  private int version() {
    return Call.to("/api/v1" + path).get().json().path("version").asInt();
  }

  @Test
  void rotation_withoutOverlap_endsTheOldOne() {
    String shown =
        send(path + "/secret", Map.of("overlap_hours", "0", "version", Integer.toString(version())))
            .text();

    assertThat(shown).contains("All old ones have ended.", "One secret signs.");
  }

  @Test
  void pause_andResume_areSaidSo() {
    Call.Answer paused = send(path + "/pause", Map.of());
    assertThat(page(paused.header("Location"))).contains("It is paused: what matches waits.");
    Call.Answer resumed = send(path + "/resume", Map.of());
    assertThat(page(resumed.header("Location"))).doesNotContain("It is paused");
  }

  @Test
  void off_fromItsPage_leadsBackToIt_withTheWayBack() {
    Call.Answer off = send("/webhooks/change", Map.of("disable", webhook, "to", path));

    assertThat(off.header("Location")).isEqualTo(path + "?done=disable");
    assertThat(page(off.header("Location"))).contains("It is off", "Switch on again");
  }

  @Test
  void copy_isOff_andShowsItsOwnSecretOnce() {
    Call.Answer copy = send(path + "/clone", Map.of());

    assertThat(copy.text()).contains("CRM (copy)", "This is the copy. It is off");
    assertThat(SECRET.matcher(copy.text()).find()).isTrue();
  }

  private void change(String body) {
    Call.Answer changed =
        Call.to("/api/v1" + path).header("Content-Type", "application/json").send("PATCH", body);
    assertThat(changed.status()).as(changed.text()).isEqualTo(200);
  }

  private static String text(String html) {
    return html.replaceAll("<[^>]+>", " ").replaceAll("\\s+", " ");
  }

  @Test
  void history_namesWho_fromWhatToWhat_andNoCredential() {
    change(
        "{\"url\":\"https://crm.example.net/value-canary\",\"timeout_seconds\":7,"
            + "\"headers\":[{\"name\":\"X-Key\",\"value\":\"key-canary\"},"
            + "{\"name\":\"X-Team\",\"value\":\"red\"}]}");
    send(path + "/pause", Map.of());

    String history = page(path + "/history");

    assertThat(history).contains("paused it", "made it", ">Ann<").doesNotContain("canary");
    assertThat(text(history))
        .contains("url https://example.org/… → https://crm.example.net/…")
        .contains("headers X-Key changed", "headers X-Team nothing → red")
        .contains("timeout seconds 30 → 7");
    assertThat(
            DATABASE.fetchCount(
                AUDIT, AUDIT.ACTION.eq("audit.read"), AUDIT.TARGET.eq("webhook/" + webhook)))
        .isEqualTo(1);
  }

  @Test
  void change_isMarkedOnTheCharts_withAWayToTheHistory() {
    assertThat(page(path)).doesNotContain("class=\"set-mark\"");
    change("{\"timeout_seconds\":7,\"ordered\":true}");

    assertThat(page(path))
        .contains("class=\"set-mark\"", ": settings changed (timeout seconds, ordered)</a>")
        .contains("<a href=\"" + path + "/history\">");
  }

  @Test
  void history_whoseValuesAreKeptNoMore_stillNamesTheSettings() {
    change("{\"timeout_seconds\":7}");
    DATABASE
        .deleteFrom(WEBHOOK_CHANGE)
        .where(WEBHOOK_CHANGE.WEBHOOK_ID.eq(UUID.fromString(webhook)))
        .execute();

    assertThat(page(path + "/history"))
        .contains("changed: timeout seconds (values are kept no more)");
  }

  @Test
  void probeNow_isAButtonWhileTheCircuitIsOpen() {
    assertThat(page(path)).doesNotContain("Probe now");
    failing(14, true);
    assertThat(page(path)).contains("Probe now");

    Call.Answer asked = send(path + "/probe", Map.of());

    assertThat(asked.header("Location")).isEqualTo(path + "?done=probe");
    assertThat(page(asked.header("Location"))).contains("A probe goes now");
    failing(0, false);
    assertThat(send(path + "/probe", Map.of()).status()).isEqualTo(409);
  }

  @Test
  void overlap_isEndedByItsButton_once() {
    assertThat(page(path)).doesNotContain("End overlap now");
    send(path + "/secret", Map.of("overlap_hours", "24", "version", Integer.toString(version())));
    assertThat(page(path)).contains("End overlap now");
    Map<String, String> form = Map.of("version", Integer.toString(version()));

    Call.Answer ended = send(path + "/end-overlap", form);

    assertThat(page(ended.header("Location")))
        .contains("only the current one signs", "One secret signs.");
    assertThat(send(path + "/end-overlap", form).status()).isEqualTo(409);
  }

  @Test
  void reader_seesEverythingButButtons_andOfHeadersNamesOnly() {
    change("{\"headers\":[{\"name\":\"X-Team\",\"value\":\"red-canary\"}]}");
    failing(14, true);
    People.SignedInPerson reader = People.make(clinic, "READER").signIn();

    assertThat(reader.withoutToken(path).get().text())
        .contains("Ten tries over three days", "This needs the role ADMIN.")
        .contains(path + "/history")
        .doesNotContain(path + "/edit");
    assertThat(text(reader.withoutToken(path + "/history").get().text()))
        .contains("headers X-Team changed")
        .doesNotContain("canary");
    for (String act : new String[] {"/probe", "/end-overlap"}) {
      assertThat(
              Pages.send(reader.withoutToken(path + act), Map.of("csrf", reader.csrf())).status())
          .as(act)
          .isEqualTo(403);
    }
  }

  @Test
  void writer_isOfferedNeitherTestNorReplay_whichAskForAnAdministrator() {
    People.SignedInPerson writer = People.make(clinic, "WRITER").signIn();

    assertThat(writer.withoutToken(path).get().text())
        .contains("This needs the role ADMIN.")
        .doesNotContain(path + "/test", "/replays/new?webhook=");
  }

  @Test
  void anotherClinicsWebhook_isNotFound_whateverIsAsked() {
    String theirs = "/webhooks/" + Clinics.webhook(Clinics.make());

    assertThat(admin.withoutToken(theirs).get().status()).isEqualTo(404);
    assertThat(admin.withoutToken(theirs + "/history").get().status()).isEqualTo(404);
    for (String act :
        new String[] {"/pause", "/resume", "/secret", "/clone", "/probe", "/end-overlap"}) {
      assertThat(send(theirs + act, Map.of("version", "1")).status()).as(act).isEqualTo(404);
    }
  }
}
