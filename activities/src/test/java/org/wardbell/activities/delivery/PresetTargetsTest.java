package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.activities.event.NewEvent;
import org.wardbell.activities.preset.Preset;
import org.wardbell.activities.preset.PresetCatalogue;
import org.wardbell.activities.preview.TestSendReport;
import org.wardbell.workflows.delivery.AttemptOutcome;
import org.wardbell.workflows.delivery.OutcomeAdvice;
import org.wardbell.workflows.event.EventBatch;
import org.wardbell.workflows.webhook.WebhookSettings;

/** Webhooks made of presets, against services that are as strict as their documentation. */
class PresetTargetsTest extends TargetsTest {
  static Stream<String> presets() {
    return PresetCatalogue.load().all().stream().map(Preset::id);
  }

  @ParameterizedTest
  @MethodSource("presets")
  void webhook_ofEachPreset_deliversToItsTarget(String preset) {
    WebhookSettings settings = settings(preset, Map.of());
    UUID webhook = insert(settings);

    DeliveryRecord delivery = deliver(webhook, type(settings), SAMPLES.of(type(settings)));

    assertThat(targets.refused(target(preset))).isEmpty();
    assertThat(delivery.getStatus()).as(delivery.getLastCode()).isEqualTo("DELIVERED");
    assertThat(targets.taken(target(preset)))
        .filteredOn(request -> !request.path().endsWith("/token"))
        .hasSize(1);
    assertThat(targets.analyticsProblems()).isEmpty();
  }

  /** Values that would be marks of the target's language, if they were not escaped for it. */
  @ParameterizedTest
  @MethodSource("presets")
  void webhook_withHostileValues_isTakenAllTheSame(String preset) {
    WebhookSettings settings = settings(preset, Map.of());
    String name = "<!channel> @everyone [x](https://evil.example) \\\"\\n{{a}} & Grace";

    TestSendReport report =
        test(
            insert(settings),
            type(settings),
            """
            {"patient_id": "../4711?x=1#y", "patient_name": "%s", "patient_first_name": "%s",
             "patient_last_name": "%s", "doctor_name": "%s", "patient_email": "grace@example.com",
             "patient_contact_number": "+44 7700 900123"}
            """
                .formatted(name, name, name, name));

    assertThat(targets.refused(target(preset))).isEmpty();
    assertThat(report.verdict().outcome()).isEqualTo(AttemptOutcome.DELIVERED);
    String body = targets.taken(target(preset)).getLast().body().utf8();
    switch (preset) {
      case "slack" -> assertThat(body).contains("&lt;!channel&gt;").doesNotContain("<!");
      case "teams" -> assertThat(body).contains("\\\\[x\\\\](https");
      case "discord" ->
          assertThat(body).contains("\\\\<!channel\\\\>").contains("\\\\[x\\\\](https");
      default -> {}
    }
  }

  @ParameterizedTest
  @MethodSource("presets")
  void error_ofEachShape_hasAdviceOfItsTarget(String preset) {
    WebhookSettings settings = settings(preset, Map.of());
    UUID webhook = insert(settings);
    String data = SAMPLES.of(type(settings));
    for (String error : targets.errors(target(preset))) {
      if (preset.equals("salesforce")) {
        // The token is fetched before, so that the error meets the record.
        test(webhook, type(settings), data);
      }
      targets.failNext(target(preset), error);

      TestSendReport.Verdict verdict = test(webhook, type(settings), data).verdict();

      boolean named = settings.answers().stream().anyMatch(rule -> error.equals(rule.name()));
      if (named) {
        assertThat(verdict.code()).as(preset).endsWith("_" + error);
        assertThat(verdict.advice())
            .as("%s %s", preset, error)
            .isNotEqualTo(OutcomeAdvice.of(verdict.code(), settings.payload().format()))
            .isEqualTo(
                settings.answers().stream()
                    .filter(rule -> error.equals(rule.name()))
                    .findFirst()
                    .orElseThrow()
                    .advice());
      } else {
        // What every service has: a limit that is waited for, a server that is away, a duplicate.
        assertThat(Set.of("http_429", "http_503", "http_500", "http_409_as_delivered"))
            .as("%s %s", preset, error)
            .contains(verdict.code());
      }
      assertThat(verdict.outcome() == AttemptOutcome.DELIVERED)
          .as("%s %s", preset, error)
          .isEqualTo(error.equals("conflict"));
    }
  }

  @ParameterizedTest
  @MethodSource("presets")
  void rules_ofEachPreset_areWhatItsTargetAnswers(String preset) {
    Set<String> errors = targets.errors(target(preset));

    assertThat(settings(preset, Map.of()).answers())
        .filteredOn(rule -> rule.name() != null)
        .allSatisfy(rule -> assertThat(errors).contains(rule.name()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"twilio-confirmation", "twilio-reminder", "sendgrid", "mailgun"})
  void message_toAPatientWithoutAnAddress_isNotMade(String preset) {
    WebhookSettings settings = settings(preset, Map.of());
    insert(settings);
    harness
        .engine
        .dispatch()
        .dispatch(
            new EventBatch(
                List.of(
                    harness
                        .intake
                        .accept(
                            List.of(
                                new NewEvent(
                                    harness.clinic,
                                    type(settings),
                                    null,
                                    "api",
                                    null,
                                    null,
                                    "{\"patient_name\":\"Ada\"}".getBytes(StandardCharsets.UTF_8))))
                        .getFirst()
                        .id()
                        .toString())));

    assertThat(harness.dsl().fetchCount(DELIVERY)).isZero();
  }
}
