package org.wardbell.api.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.CALENDAR_ALERT;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK_STATE;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Clinics;
import org.wardbell.api.People;

@Tag("servers")
class OverviewPageTest {
  private static final DSLContext DATABASE = ApiServer.shared().bean(DSLContext.class);

  private final String clinic = Clinics.make();
  private final People.SignedInPerson reader = People.make(clinic, "READER").signIn();

  private static UUID named(String clinic, String name) {
    UUID id = UUID.fromString(Clinics.webhook(clinic));
    DATABASE.update(WEBHOOK).set(WEBHOOK.NAME, name).where(WEBHOOK.ID.eq(id)).execute();
    return id;
  }

  private static void failed(UUID webhook, int failures) {
    DATABASE
        .update(WEBHOOK_STATE)
        .set(WEBHOOK_STATE.CONSECUTIVE_FAILURES, failures)
        .where(WEBHOOK_STATE.WEBHOOK_ID.eq(webhook))
        .execute();
  }

  private static void disabled(UUID webhook, String reason) {
    DATABASE
        .update(WEBHOOK)
        .set(WEBHOOK.ENABLED, false)
        .set(WEBHOOK.DISABLED_REASON, reason)
        .where(WEBHOOK.ID.eq(webhook))
        .execute();
  }

  private String needs() {
    String page = reader.withoutToken("/").get().text();
    return page.substring(page.indexOf("Needs you"), page.indexOf("Live tail"));
  }

  @Test
  void needsYou_namesWhatFailsOrWasSwitchedOff_ofThisClinicOnly() {
    failed(named(clinic, "Three times"), 3);
    disabled(named(clinic, "By the system"), "gone_410");
    UUID byHand = named(clinic, "By a person");
    failed(byHand, 4);
    disabled(byHand, null);
    named(clinic, "Healthy");
    failed(named(Clinics.make(), "Of others"), 1);

    assertThat(needs())
        .contains("Three times", "Its last 3 requests failed, one after the other.")
        .contains("By the system", "The receiver answered 410 Gone")
        .doesNotContain("By a person", "Healthy", "Of others");
  }

  @Test
  void needsYou_ofAnOpenCircuit_saysWhenItIsProbed() {
    UUID webhook = named(clinic, "Dead receiver");
    Instant probe = Instant.parse("2100-01-01T00:00:00Z");
    DATABASE
        .update(WEBHOOK_STATE)
        .set(WEBHOOK_STATE.CIRCUIT, "OPEN")
        .set(WEBHOOK_STATE.CIRCUIT_PROBE_AT, probe)
        .set(WEBHOOK_STATE.CIRCUIT_PROBE_SECONDS, 30)
        .where(WEBHOOK_STATE.WEBHOOK_ID.eq(webhook))
        .execute();

    assertThat(needs()).contains("Dead receiver", "Next probe", "datetime=\"" + probe + "\"");
  }

  @Test
  void needsYou_ofAProbeThatIsDue_namesNoMomentOfThePast() {
    UUID webhook = named(clinic, "Dead receiver");
    DATABASE
        .update(WEBHOOK_STATE)
        .set(WEBHOOK_STATE.CIRCUIT, "OPEN")
        .set(WEBHOOK_STATE.CIRCUIT_PROBE_AT, Instant.parse("2020-01-01T00:00:00Z"))
        .set(WEBHOOK_STATE.CIRCUIT_PROBE_SECONDS, 30)
        .where(WEBHOOK_STATE.WEBHOOK_ID.eq(webhook))
        .execute();

    assertThat(needs())
        .contains("The next probe goes as soon as a delivery is due.")
        .doesNotContain("2020-01-01");
    assertThat(reader.withoutToken("/webhooks").get().text())
        .contains("a probe is due")
        .doesNotContain("2020-01-01");
  }

  /** The answer is kept for some seconds, so that each state is another clinic's. */
  @Test
  void lamp_saysWhichDeliveriesWait_andThatACalendarIsBehind() {
    assertThat(lamp(reader)).doesNotContain("wait:", "is behind");

    String waiting = Clinics.make();
    People.SignedInPerson there = People.make(waiting, "READER").signIn();
    UUID webhook = named(waiting, "Patient CRM");
    heldUp(webhook, false);
    UUID paused = named(waiting, "Paused by hand");
    heldUp(paused, true);
    assertThat(lamp(there))
        .contains("Deliveries to Patient CRM wait: its receiver fails, and only probes are sent.");

    String many = Clinics.make();
    heldUp(named(many, "One"), false);
    heldUp(named(many, "Two"), false);
    DATABASE
        .insertInto(CALENDAR_ALERT)
        .set(CALENDAR_ALERT.CALENDAR_ID, UUID.randomUUID())
        .set(CALENDAR_ALERT.KIND, "SYNC_DELAYED")
        .set(CALENDAR_ALERT.CLINIC_ID, UUID.fromString(many))
        .set(CALENDAR_ALERT.CODE, "late")
        .set(CALENDAR_ALERT.RAISED_AT, Instant.now())
        .execute();
    assertThat(lamp(People.make(many, "READER").signIn()))
        .contains("Deliveries to 2 webhooks wait", "A calendar is behind.");
  }

  private static String lamp(People.SignedInPerson person) {
    String page = person.withoutToken("/help").get().text();
    return page.substring(page.indexOf("<p class=\"lamp"), page.indexOf("action=\"/search\""));
  }

  private static void heldUp(UUID webhook, boolean paused) {
    DATABASE
        .update(WEBHOOK_STATE)
        .set(WEBHOOK_STATE.CIRCUIT, "OPEN")
        .set(WEBHOOK_STATE.CIRCUIT_PROBE_AT, Instant.parse("2100-01-01T00:00:00Z"))
        .set(WEBHOOK_STATE.CIRCUIT_PROBE_SECONDS, 30)
        .set(WEBHOOK_STATE.WAKES_AT, Instant.parse("2100-01-01T00:00:00Z"))
        .set(WEBHOOK_STATE.PAUSED, paused)
        .where(WEBHOOK_STATE.WEBHOOK_ID.eq(webhook))
        .execute();
  }

  @Test
  void firstSteps_areTickedOneByOne_andGoAwayWhenTheFirstDeliveryIsOld() {
    named(Clinics.make(), "Of others");
    assertThat(steps(reader)).containsExactly("to do", "to do", "to do");

    UUID ours = named(clinic, "Ours");
    assertThat(steps(reader)).containsExactly("done", "to do", "to do");

    People.SignedInPerson writer = People.make(clinic, "WRITER").signIn();
    assertThat(sendFirst(reader)).isEqualTo(403);
    assertThat(sendFirst(writer)).isEqualTo(302);
    assertThat(steps(reader)).containsExactly("done", "done", "to do");

    UUID delivery =
        UUID.fromString(
            Clinics.delivery(clinic, ours.toString(), Clinics.event(clinic), "DELIVERED"));
    delivered(delivery, Instant.now());
    assertThat(steps(reader, "/overview/steps")).containsExactly("done", "done", "done");
    assertThat(steps(reader)).isEmpty();

    delivered(delivery, Instant.now().minus(Duration.ofMinutes(11)));
    assertThat(steps(reader, "/overview/steps")).isEmpty();
  }

  @Test
  void firstSteps_arePutAwayByOnePerson_forThatPersonAlone() {
    People.SignedInPerson other = People.make(clinic, "READER").signIn();
    assertThat(steps(reader)).hasSize(3);

    assertThat(Pages.post(reader, "/overview/steps/away", Map.of()).status()).isEqualTo(302);

    assertThat(steps(reader)).isEmpty();
    assertThat(steps(other)).hasSize(3);
    // What the person changes later does not bring them back.
    reader.to("/api/v1/session").patch("{\"name\":\"Ann\"}");
    assertThat(steps(reader)).isEmpty();
  }

  @Test
  void card_ofWebhooks_countsThoseThatAreOffByNowToo() {
    assertThat(reader.withoutToken("/").get().text())
        .contains("0 sent something, on or off by now")
        .doesNotContain("of them sent");
  }

  private static int sendFirst(People.SignedInPerson person) {
    return Pages.send(person.withoutToken("/overview/first-event"), Map.of("csrf", person.csrf()))
        .status();
  }

  private static void delivered(UUID delivery, Instant at) {
    DATABASE
        .update(DELIVERY)
        .set(DELIVERY.STATUS, "DELIVERED")
        .set(DELIVERY.FINISHED_AT, at)
        .where(DELIVERY.ID.eq(delivery))
        .execute();
  }

  /** Returns what stands beside each step; nothing if the steps are not shown. */
  private static List<String> steps(People.SignedInPerson person) {
    return steps(person, "/");
  }

  private static List<String> steps(People.SignedInPerson person, String path) {
    String page = person.withoutToken(path).get().text();
    return Pattern.compile("<span class=\"hint\">(done|to do)</span>")
        .matcher(page)
        .results()
        .map(found -> found.group(1))
        .toList();
  }
}
