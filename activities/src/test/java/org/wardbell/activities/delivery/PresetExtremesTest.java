package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.activities.preset.Preset;
import org.wardbell.activities.preset.PresetCatalogue;
import org.wardbell.activities.preview.TestSendReport;
import org.wardbell.workflows.delivery.AttemptOutcome;
import org.wardbell.workflows.webhook.WebhookSettings;

/** Webhooks made of presets, with events that say too much, too little, or it strangely. */
class PresetExtremesTest extends TargetsTest {
  private static final String FOREIGN =
      "\u05e9\u05dc\u05d5\u05dd \u202b\u0645\u0631\u062d\u0628\u0627\u202c \ud83d\udc69\u200d\u2695\ufe0f O\u2019Ne\u0301ill, \u674e\u96f7";

  static Stream<String> presets() {
    return PresetCatalogue.load().all().stream().map(Preset::id);
  }

  /** No more than what says to whom it goes. */
  @ParameterizedTest
  @MethodSource("presets")
  void event_withoutOptionalFields_isTaken(String preset) {
    WebhookSettings settings = settings(preset, Map.of());

    DeliveryRecord delivery =
        deliver(
            insert(settings),
            type(settings),
            "{\"patient_id\":7,\"patient_email\":\"g@example.com\",\"patient_contact_number\":\"+44 7700 900123\"}");

    assertThat(targets.refused(target(preset))).isEmpty();
    assertThat(delivery.getStatus()).as(delivery.getLastCode()).isEqualTo("DELIVERED");
  }

  @ParameterizedTest
  @MethodSource("presets")
  void event_withNamesOfOtherScripts_isTaken_andSaysThemAsTheyAre(String preset) {
    WebhookSettings settings = settings(preset, Map.of());

    DeliveryRecord delivery =
        deliver(insert(settings), type(settings), names(FOREIGN, "\u202a+44 7700 900123\u202c"));

    assertThat(targets.refused(target(preset))).isEmpty();
    assertThat(delivery.getStatus()).as(delivery.getLastCode()).isEqualTo("DELIVERED");
    String body = targets.taken(target(preset)).getLast().body().utf8();
    switch (preset) {
      case "twilio-confirmation", "twilio-reminder" ->
          assertThat(body).contains("To=%2B447700900123");
      case "google-analytics", "mixpanel" -> assertThat(body).doesNotContain("\u674e\u96f7");
      default -> assertThat(body).contains("\u674e\u96f7");
    }
  }

  /** A message that was cut would mislead, so those that are too long are refused. */
  @ParameterizedTest
  @MethodSource("presets")
  void event_withTenThousandCharacters_isTaken_orRefusedWithAdvice(String preset) {
    WebhookSettings settings = settings(preset, Map.of());

    TestSendReport.Verdict verdict =
        test(
                insert(settings),
                type(settings),
                names("\ud83d\ude42".repeat(10_000), "+44 7700 900123"))
            .verdict();

    String refused =
        switch (preset) {
          case "twilio-confirmation", "twilio-reminder" -> "http_400_as_refused_too_long";
          case "slack" -> "http_400_as_refused_invalid_payload";
          case "teams" -> "http_413_as_refused_too_large";
          case "discord" -> "http_400_as_refused_invalid_message";
          default -> null;
        };
    if (refused == null) {
      assertThat(verdict.outcome()).as(verdict.code()).isEqualTo(AttemptOutcome.DELIVERED);
      assertThat(targets.refused(target(preset))).isEmpty();
    } else {
      assertThat(verdict.code()).isEqualTo(refused);
      assertThat(verdict.advice()).isNotBlank();
    }
  }

  @Test
  void patient_whoseUpdateSaysLess_keepsTheRestInHubSpot() {
    UUID webhook = insert(settings("hubspot", Map.of()));

    deliver(webhook, "patient.registered", names("Ada", "+44 7700 900123"));
    deliver(webhook, "patient.updated", "{\"patient_email\":\"g@example.com\"}");

    assertThat(targets.hubSpotContacts().get("g@example.com"))
        .containsEntry("firstname", "Ada")
        .containsEntry("lastname", "Ada");
  }

  @Test
  void birthdayWithATime_isADateForSalesforce_andOneThatIsNoneIsExplained() {
    UUID webhook = insert(settings("salesforce", Map.of()));

    deliver(webhook, "patient.registered", born("1815-12-10T00:00:00"));
    assertThat(targets.salesforceContacts().get("7")).containsEntry("Birthdate", "1815-12-10");

    TestSendReport.Verdict verdict =
        test(webhook, "patient.registered", born("10.12.1815")).verdict();
    assertThat(verdict.code()).isEqualTo("http_400_as_refused_invalid_value");
    assertThat(verdict.advice()).contains("birthday");
  }

  private static String born(String date) {
    return "{\"patient_id\":7,\"patient_last_name\":\"L\",\"patient_dob\":\"%s\"}".formatted(date);
  }

  private static String names(String name, String number) {
    return """
        {"patient_id": 7, "patient_name": "%1$s", "patient_first_name": "%1$s", "patient_last_name": "%1$s",
         "doctor_name": "%1$s", "service_names": "%1$s", "patient_email": "g@example.com",
         "patient_contact_number": "%2$s", "appointment_starts_at": "2026-12-01T09:00:00Z"}
        """
        .formatted(name, number);
  }
}
