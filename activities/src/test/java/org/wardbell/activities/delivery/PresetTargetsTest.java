package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardbell.activities.database.generated.tables.records.DeliveryRecord;
import org.wardbell.activities.event.AcceptedEvent;
import org.wardbell.activities.event.CatalogueFile;
import org.wardbell.activities.event.NewEvent;
import org.wardbell.activities.interactive.ResultJson;
import org.wardbell.activities.preset.Filled;
import org.wardbell.activities.preset.Preset;
import org.wardbell.activities.preset.PresetCatalogue;
import org.wardbell.activities.preview.SampleData;
import org.wardbell.activities.preview.TestSendReport;
import org.wardbell.activities.preview.TestSendRequest;
import org.wardbell.activities.request.Signatures;
import org.wardbell.activities.webhook.SigningSecret;
import org.wardbell.simulator.http.Request;
import org.wardbell.simulator.target.TargetSimulator;
import org.wardbell.workflows.delivery.AttemptOutcome;
import org.wardbell.workflows.delivery.OutcomeAdvice;
import org.wardbell.workflows.event.EventBatch;
import org.wardbell.workflows.webhook.WebhookSettings;

/** Webhooks made of presets, against services that are as strict as their documentation. */
class PresetTargetsTest extends DeliveryTest {
  private static final SampleData SAMPLES = new SampleData(CatalogueFile.load());

  private TargetSimulator targets;

  @BeforeEach
  void startTargets() throws IOException {
    targets = TargetSimulator.start();
  }

  @AfterEach
  void stopTargets() {
    targets.close();
  }

  static Stream<String> presets() {
    return PresetCatalogue.load().all().stream().map(Preset::id);
  }

  /** Returns the name of a preset's service. */
  private static String target(String preset) {
    return preset.startsWith("twilio") ? "twilio" : preset;
  }

  private WebhookSettings settings(String preset, Map<String, String> changes) {
    Map<String, String> fields = new HashMap<>(targets.account(target(preset)));
    fields.putAll(changes);
    return Filled.settings(preset, fields);
  }

  private UUID insert(WebhookSettings settings) {
    return harness
        .dsl()
        .transactionResult(
            transaction ->
                harness.webhooks.insert(
                    transaction.dsl(),
                    harness.clinic,
                    settings,
                    List.of(new SigningSecret(Signatures.newSecret(), null)),
                    Instant.now()))
        .webhook()
        .id();
  }

  private static String type(WebhookSettings settings) {
    return SAMPLES.typeFor(settings.events());
  }

  /** Sends an event to the webhook as it is sent to all, and returns its delivery. */
  private DeliveryRecord deliver(UUID webhook, String type, String data) {
    AcceptedEvent event =
        harness
            .intake
            .accept(
                List.of(
                    new NewEvent(
                        harness.clinic,
                        type,
                        null,
                        "api",
                        null,
                        null,
                        data.getBytes(StandardCharsets.UTF_8))))
            .getFirst();
    harness.engine.dispatch().dispatch(new EventBatch(List.of(event.id().toString())));
    return harness
        .dsl()
        .selectFrom(DELIVERY)
        .where(DELIVERY.WEBHOOK_ID.eq(webhook))
        .orderBy(DELIVERY.ID.desc())
        .limit(1)
        .fetchSingle();
  }

  private TestSendReport test(UUID webhook, String type, String data) {
    return ResultJson.read(
        harness
            .webhookTest()
            .perform(
                harness.clinic, webhook, new TestSendRequest(harness.clinic, type, data).toBytes()),
        TestSendReport.class);
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
