package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.simulator.http.Request;
import org.wardbell.workflows.webhook.WebhookSettings;

/** Limits, sessions that end, upserts and events that come twice, with webhooks of presets. */
class PresetRepeatsTest extends TargetsTest {
  @Test
  void limit_ofDiscord_isWaitedForAsItsBodySays() {
    WebhookSettings settings = settings("discord", Map.of());
    UUID webhook = insert(settings);
    targets.failNext("discord", "rate_limited");

    DeliveryRecord delivery = deliver(webhook, type(settings), SAMPLES.of(type(settings)));

    assertThat(delivery.getStatus()).isIn("PENDING", "PARKED");
    assertThat(delivery.getLastCode()).isEqualTo("http_429");
    assertThat(state(webhook).getBlockedUntil()).isAfter(Instant.now().plusSeconds(30));
  }

  @Test
  void salesforce_thatEndedTheSession_isGivenAFreshTokenByTheNextAttempt() {
    WebhookSettings settings = settings("salesforce", Map.of());
    UUID webhook = insert(settings);
    deliver(webhook, "patient.registered", patient("Ada"));
    targets.endSalesforceSessions();

    DeliveryRecord delivery = deliver(webhook, "patient.updated", patient("Grace"));
    assertThat(delivery.getLastCode()).isEqualTo("http_401_as_failed_invalid_session");
    harness.makeDue(delivery.getId());

    assertThat(harness.engine.deliver().deliver(delivery.getId().toString()))
        .isEqualTo("DELIVERED");
    assertThat(targets.salesforceContacts())
        .as("one contact, found again by its external id")
        .hasSize(1)
        .hasEntrySatisfying(
            "23", contact -> assertThat(contact).containsEntry("FirstName", "Grace"));
  }

  @Test
  void hubspot_ofOnePatientTwice_isOneContact() {
    UUID webhook = insert(settings("hubspot", Map.of()));

    deliver(webhook, "patient.registered", patient("Ada"));
    deliver(webhook, "patient.updated", patient("Grace"));

    assertThat(targets.hubSpotContacts())
        .hasSize(1)
        .hasEntrySatisfying(
            "ada@example.com", contact -> assertThat(contact).containsEntry("firstname", "Grace"));
  }

  private static String patient(String name) {
    return "{\"patient_id\":23,\"patient_first_name\":\"%s\",\"patient_last_name\":\"L\",\"patient_email\":\"Ada@example.com\"}"
        .formatted(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"google-analytics", "mixpanel"})
  void analytics_ofAnEventWithPatientData_haveNoneOfIt(String preset) {
    UUID webhook = insert(settings(preset, Map.of()));

    deliver(
        webhook,
        "appointment.booked",
        "{\"patient_name\":\"CANARY\",\"patient_id\":\"CANARY\",\"appointment_id\":\"CANARY\"}");

    Request sent = targets.taken(preset).getFirst();
    assertThat(sent.target() + sent.headers() + sent.body().utf8()).doesNotContain("CANARY");
  }

  @Test
  void mixpanel_thatGetsAnEventTwice_countsItOnce() {
    UUID webhook = insert(settings("mixpanel", Map.of()));
    insert(settings("mixpanel", Map.of()));

    deliver(webhook, "appointment.booked", "{}");

    assertThat(targets.taken("mixpanel")).hasSize(2);
    assertThat(targets.mixpanelEvents()).isEqualTo(1);
  }
}
