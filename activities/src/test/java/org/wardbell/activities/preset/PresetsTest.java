package org.wardbell.activities.preset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.preset.Filled.problems;
import static org.wardbell.activities.preset.Filled.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.wardbell.activities.webhook.rules.WebhookCheck;
import org.wardbell.workflows.webhook.AnswerRule;
import org.wardbell.workflows.webhook.Authentication;
import org.wardbell.workflows.webhook.HttpMethod;
import org.wardbell.workflows.webhook.PayloadDetail;
import org.wardbell.workflows.webhook.PayloadFormat;
import org.wardbell.workflows.webhook.Problem;
import org.wardbell.workflows.webhook.WebhookSettings;

class PresetsTest {
  private static final Path FOLDER = Path.of("src/main/resources/presets");
  private static final Pattern MARK = Pattern.compile("\\$\\{([a-z_0-9]+)}");

  static Stream<Preset> presets() {
    return Filled.PRESETS.all().stream();
  }

  @Test
  void folder_ofPresets_holdsThoseThatAreRead() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              PresetCatalogue.IDS.stream().map(id -> id + ".yaml").toList());
    }
    assertThat(presets().map(Preset::id)).isEqualTo(PresetCatalogue.IDS);
  }

  @ParameterizedTest
  @MethodSource("presets")
  void preset_withItsExamples_isAWebhook(Preset preset) {
    WebhookSettings made = settings(preset.id(), Map.of());

    assertThat(made.name()).isEqualTo(preset.name());
    assertThat(made.toString() + made.payload().body()).doesNotContain("${");
  }

  @ParameterizedTest
  @MethodSource("presets")
  void preset_withAllExamples_isAWebhook(Preset preset) {
    List<List<String>> groups =
        Stream.concat(
                preset.oneOf().stream().flatMap(List::stream).map(List::of),
                preset.alternatives().stream())
            .toList();
    for (List<String> kept : groups.isEmpty() ? List.of(List.<String>of()) : groups) {
      Map<String, String> all =
          preset.fields().stream()
              .filter(
                  field ->
                      kept.contains(field.name())
                          || groups.stream().noneMatch(group -> group.contains(field.name())))
              .collect(Collectors.toMap(PresetField::name, PresetField::example));

      assertThat(Filled.check(preset.id(), all))
          .as("%s", kept)
          .isInstanceOf(WebhookCheck.Accepted.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "twilio-confirmation, from, messaging_service, fields.messaging_service",
    "twilio-reminder, from, messaging_service, fields.messaging_service",
    "n8n, jwt_key, username, fields.jwt_key",
    "n8n, header_value, username, fields.username",
  })
  void fields_thatExcludeEachOther_areRefused(String id, String one, String other, String named) {
    Map<String, String> both =
        Filled.PRESETS.find(id).orElseThrow().fields().stream()
            .filter(field -> field.name().equals(one) || field.name().equals(other))
            .collect(Collectors.toMap(PresetField::name, PresetField::example));

    assertThat(problems(id, both))
        .anySatisfy(
            each -> {
              assertThat(each.field()).isEqualTo(named);
              assertThat(each.fix()).startsWith("Fill in only one of ");
            });
  }

  @ParameterizedTest
  @MethodSource("presets")
  void preset_withNothing_namesEachRequiredField(Preset preset) {
    List<Problem> problems =
        ((WebhookCheck.Rejected) Filled.check(preset.id(), Map.of())).problems();

    assertThat(problems)
        .extracting(Problem::field)
        .containsExactlyInAnyOrderElementsOf(
            Filled.examples(preset).keySet().stream().map(name -> "fields." + name).toList());
    assertThat(problems).allSatisfy(each -> assertThat(each.fix()).endsWith("."));
  }

  @ParameterizedTest
  @MethodSource("presets")
  void preset_ofAnyTarget_saysWhatAPersonNeeds(Preset preset) {
    String webhook = preset.webhook().toString() + preset.additions();
    Matcher marks = MARK.matcher(webhook);
    List<String> names = preset.fields().stream().map(PresetField::name).toList();
    assertThat(marks.results().map(mark -> mark.group(1)))
        .as("each mark is a field, each field is used")
        .containsAll(names)
        .isSubsetOf(names);
    assertThat(preset.fields())
        .allSatisfy(
            field -> {
              assertThat(field.label()).isNotBlank();
              assertThat(field.help()).endsWith(".");
              assertThat(field.example()).isNotBlank();
              assertThat(field.required() && field.initial() != null).isFalse();
            });
    assertThat(preset.limits()).isNotEmpty().allSatisfy(each -> assertThat(each).endsWith("."));
    assertThat(preset.test()).endsWith(".");
    assertThat(settings(preset.id(), Map.of()).answers())
        .allSatisfy(
            rule ->
                assertThat(
                        rule.advice() != null
                            || rule.meaning() == AnswerRule.Meaning.ACCEPTED
                            || rule.meaning() == AnswerRule.Meaning.DELIVERED)
                    .as("%s", rule)
                    .isTrue());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "slack|webhook_url|https://hooks.slack.com/services/T1|fields.webhook_url",
        "slack|message|{{patient_nam}}|fields.message",
        "slack|message|{{#if x}}|fields.message",
        "slack|mesage|x|fields.mesage",
        "teams|webhook_url|https://prod-00.westeurope.logic.azure.com/workflows/1|fields.webhook_url",
        "discord|webhook_url|https://discord.com/api/webhooks/1/x/slack|fields.webhook_url",
        "twilio-confirmation|account_sid|AC1|fields.account_sid",
        "twilio-confirmation|country|XX|fields.country",
        "twilio-reminder|from|+44 7700|fields.from",
        "sendgrid|api_key|••••1234|fields.api_key",
        "sendgrid|from|{{patient_email}} x@y|fields.from",
        "mailgun|domain|https://mg.clinic.example|fields.domain",
        "salesforce|my_domain|https://clinic.my.salesforce.com/home|fields.my_domain",
        "salesforce|my_domain|http://clinic.my.salesforce.com|fields.my_domain",
        "google-analytics|measurement_id|UA-1|fields.measurement_id",
        "mixpanel|project_id|eleven|fields.project_id",
        "n8n|webhook_url|https://n8n.clinic.example/webhook-test/x|fields.webhook_url",
        "n8n|jwt_key|short|fields.jwt_key",
        "n8n|header_name|X-API-Key|fields.header_value",
        "generic|url|ftp://clinic.example|fields.url",
        "generic|url|https://{{clinic_name}}.example/x|fields.url",
        "generic|url|https://clinic.example/{{event_typ}}|fields.url",
        "generic|detail|some|fields.detail",
      })
  void value_thatIsNotRight_isNamedByItsField(
      String preset, String field, String value, String named) {
    assertThat(problems(preset, Map.of(field, value)))
        .extracting(Problem::field)
        .contains(named)
        .allMatch(each -> each.equals(named));
  }

  @Test
  void text_ofAChat_isEscapedForItByItself() {
    assertThat(
            settings(
                    "slack",
                    Map.of("message", "Hi {{patient_name | upper}} {{doctor_name | slack}}"))
                .payload()
                .body())
        .isEqualTo("{\"text\": \"Hi {{patient_name | upper | slack}} {{doctor_name | slack}}\"}");
    assertThat(
            settings("discord", Map.of("message", "{{#if doctor_name}}{{doctor_name}}{{/if}}"))
                .payload()
                .body())
        .contains("{{doctor_name | discord}}")
        .contains("\"allowed_mentions\": {\"parse\": []}");
    assertThat(settings("teams", Map.of("message", "{{patient_name}}\n\"x\"")).payload().body())
        .contains("\"text\": \"{{patient_name | teams}}\\n\\\"x\\\"\"");
  }

  @Test
  void text_withAnArgumentInQuotes_keepsTheArgument() {
    String message =
        "A \"b\" {{#if doctor_name}}\n{{doctor_name | default:'the \"new\" one'}}{{/if}}";

    assertThat(settings("slack", Map.of("message", message)).payload().body())
        .isEqualTo(
            "{\"text\": \"A \\\"b\\\" {{#if doctor_name}}\\n{{doctor_name | default:'the \"new\" one' | slack}}{{/if}}\"}");
  }

  @Test
  void field_thatIsLeftEmpty_leavesNothingBehind() {
    WebhookSettings twilio =
        settings(
            "twilio-reminder",
            Map.of("from", "", "messaging_service", "MG" + "0".repeat(32), "country", "GB"));

    assertThat(twilio.payload().form())
        .extracting(field -> field.name() + "=" + field.value())
        .contains(
            "To={{patient_contact_number | e164:\"GB\"}}",
            "MessagingServiceSid=MG" + "0".repeat(32))
        .noneMatch(field -> field.startsWith("From"));
    assertThat(twilio.events()).containsExactly("appointment.reminder_due");
  }

  @Test
  void twilio_atBothMoments_differsInItsWordsAndEventsOnly() throws IOException {
    List<String> confirmation = Files.readAllLines(FOLDER.resolve("twilio-confirmation.yaml"));
    List<String> reminder = Files.readAllLines(FOLDER.resolve("twilio-reminder.yaml"));

    assertThat(reminder).hasSameSizeAs(confirmation);
    assertThat(IntStream.range(0, reminder.size()).boxed())
        .filteredOn(line -> !reminder.get(line).equals(confirmation.get(line)))
        .extracting(line -> confirmation.get(line).strip())
        .zipSatisfy(
            List.of("id: ", "name: ", "description: ", "Your appointment at ", "events: "),
            (line, beginning) -> assertThat(line).startsWith(beginning));
  }

  @Test
  void url_ofAnyEndpoint_mayHaveVariablesAsAWebhooksMay() {
    String url = "https://crm.example/hooks/{{event_type}}?patient={{patient_id}}";

    assertThat(settings("generic", Map.of("url", url)).url()).isEqualTo(url);
    assertThat(problems("n8n", Map.of("webhook_url", "https://n8n.example/webhook/{{event_type}}")))
        .extracting(Problem::field)
        .containsExactly("fields.webhook_url");
  }

  @Test
  void addition_holds_onlyInItsCase() {
    assertThat(settings("sendgrid", Map.of()).filter()).contains("patient_email");
    assertThat(settings("sendgrid", Map.of("to", "desk@clinic.example")).filter()).isNull();
    assertThat(settings("n8n", Map.of()).authentication()).isInstanceOf(Authentication.None.class);
    assertThat(settings("n8n", Map.of("username", "u", "password", "p")).authentication())
        .isEqualTo(new Authentication.Basic("u", "p"));
  }

  @Test
  void analytics_byDefault_haveNoPatientData() {
    for (String id : List.of("google-analytics", "mixpanel")) {
      WebhookSettings made = settings(id, Map.of());
      assertThat(made.payload().detail()).isEqualTo(PayloadDetail.EMPTY);
      assertThat(made.payload().body())
          .containsPattern("insert_id\": \"\\{\\{event_id}}\"")
          .doesNotContain("patient");
    }
  }

  @Test
  void crm_byDefault_isAnUpsert() {
    WebhookSettings salesforce = settings("salesforce", Map.of());
    assertThat(salesforce.method()).isEqualTo(HttpMethod.PATCH);
    assertThat(salesforce.url())
        .isEqualTo(
            "https://clinic.my.salesforce.com/services/data/v62.0/sobjects/Contact/Patient_Id__c/{{patient_id}}");
    assertThat(settings("hubspot", Map.of()).url()).endsWith("/contacts/batch/upsert");
  }

  @Test
  void order_ofOtherEventsAndName_isFollowed() {
    Preset preset = Filled.PRESETS.find("generic").orElseThrow();
    WebhookCheck made =
        new PresetCheck(preset, Filled.RULES)
            .check(
                new PresetOrder(
                    "CRM",
                    List.of("bill.paid"),
                    false,
                    null,
                    Map.of("url", "https://a.example/x", "detail", "ids_only")));

    WebhookSettings settings = ((WebhookCheck.Accepted) made).settings();
    assertThat(settings.name()).isEqualTo("CRM");
    assertThat(settings.events()).containsExactly("bill.paid");
    assertThat(settings.enabled()).isFalse();
    assertThat(settings.payload().detail()).isEqualTo(PayloadDetail.IDS_ONLY);
    assertThat(settings.payload().format()).isEqualTo(PayloadFormat.STANDARD);
  }
}
