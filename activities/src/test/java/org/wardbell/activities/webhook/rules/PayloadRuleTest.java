package org.wardbell.activities.webhook.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardbell.activities.event.CatalogueFile;
import org.wardbell.activities.network.AllowedNetworks;
import org.wardbell.activities.webhook.draft.DraftBuilder;
import org.wardbell.activities.webhook.draft.PayloadDraft;
import org.wardbell.activities.webhook.draft.WebhookDraft.Parameter;
import org.wardbell.workflows.webhook.Header;
import org.wardbell.workflows.webhook.Payload;
import org.wardbell.workflows.webhook.PayloadDetail;
import org.wardbell.workflows.webhook.PayloadFormat;
import org.wardbell.workflows.webhook.Problem;

class PayloadRuleTest {
  private static final WebhookRules RULES =
      new WebhookRules(CatalogueFile.load(), AllowedNetworks.none());
  private static final List<Parameter> FORM = List.of(new Parameter("to", "{{patient_email}}"));

  @Test
  void format_thatIsNotSaid_followsFromWhatIsGiven() {
    assertThat(accepted(PayloadDraft.SILENT)).isEqualTo(Payload.STANDARD);
    assertThat(accepted(new PayloadDraft(null, null, null, "{}", List.of(), null)))
        .isEqualTo(
            new Payload(
                PayloadFormat.TEMPLATE, PayloadDetail.FULL, Payload.JSON, "{}", List.of(), null));
    assertThat(accepted(new PayloadDraft(null, "ids_only", null, null, FORM, null)))
        .isEqualTo(
            new Payload(
                PayloadFormat.FORM,
                PayloadDetail.IDS_ONLY,
                Payload.URLENCODED,
                null,
                List.of(new Header("to", "{{patient_email}}")),
                null));
  }

  @ParameterizedTest
  @CsvSource({
    "cloudevents,application/cloudevents+json",
    "CloudEvents_Binary,application/json",
    "standard,application/json"
  })
  void format_thatIsSaid_hasItsContentType(String format, String contentType) {
    Payload payload = accepted(new PayloadDraft(format, "empty", null, null, List.of(), null));

    assertThat(payload.format().name()).isEqualToIgnoringCase(format);
    assertThat(payload.contentType()).isEqualTo(contentType);
    assertThat(payload.detail()).isEqualTo(PayloadDetail.EMPTY);
  }

  @Test
  void parts_thatContradictEachOther_areNamed() {
    assertThat(fields(new PayloadDraft(null, null, null, "{}", FORM, "data")))
        .containsExactly("form", "transform");
    assertThat(fields(new PayloadDraft("standard", null, null, "{}", null, null)))
        .containsExactly("body");
    assertThat(fields(new PayloadDraft("form", null, null, null, List.of(), null)))
        .containsExactly("form");
    assertThat(fields(new PayloadDraft("template", null, null, null, null, null)))
        .containsExactly("body");
    assertThat(fields(new PayloadDraft("csv", "some", null, null, null, null)))
        .containsExactly("format", "detail");
  }

  @Test
  void methodWithoutBody_withAFormatThatNeedsOne_isRefused() {
    assertThat(fields("GET", new PayloadDraft(null, null, null, "{}", null, null)))
        .containsExactly("body");
    assertThat(fields("DELETE", new PayloadDraft("cloudevents", null, null, null, null, null)))
        .containsExactly("format");
    assertThat(
            RULES.check(
                draft()
                    .method("DELETE")
                    .payload(new PayloadDraft(null, null, null, null, FORM, null))
                    .build()))
        .isInstanceOf(WebhookCheck.Accepted.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      value = {
        "template¦multipart/form-data",
        "form¦application/json",
        "form¦multipart/form-data; boundary=x",
        "cloudevents¦application/json",
        "cloudevents_binary¦text/xml",
        "standard¦application/xml",
        "template¦text/plain; charset=iso-8859-1",
        "template¦text/plain; charset=\"latin1\"",
        "template¦text",
        "template¦text/plain;"
      })
  void contentType_thatDoesNotFit_isRefused(String format, String type) {
    assertThat(
            fields(
                new PayloadDraft(
                    format,
                    null,
                    type,
                    format.equals("template") ? "x" : null,
                    format.equals("form") ? FORM : null,
                    null)))
        .containsExactly("content_type");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      value = {
        "application/xml¦<?xml version=\"1.0\" encoding=\"utf-8\"?><a b=\"{{patient_name}}\">{{data.x}}</a>",
        "text/xml; charset=utf-8¦<s:E xmlns:s='urn:s'><s:B>{{patient_id}}</s:B></s:E>",
        "application/soap+xml¦<a/>",
        "text/html¦<p>{{patient_name}}<br>",
        "application/x-www-form-urlencoded¦To={{patient_contact_number | e164}}&Body=Hello+{{patient_name}}",
        "text/plain¦Dear {{patient_name}}, you're \"in\"",
        "text/csv¦a,{{patient_name}}",
        "application/vnd.api+json; charset=UTF-8¦{\"a\":{{patient_id}}}"
      })
  void body_inAnyLanguage_isKept(String type, String body) {
    assertThat(accepted(new PayloadDraft(null, null, type, body, null, null)).contentType())
        .isEqualTo(type);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      value = {
        "application/xml¦<a>{{patient_name}}",
        "application/xml¦<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>",
        "application/xml¦<a>&nosuch;</a>",
        "application/xml¦<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><a/>",
        "application/xml¦<?xml version=\"1.1\"?><a/>",
        "application/xml¦<{{patient_name}}/>",
        "application/xml¦{{patient_name}}",
        "text/html¦<a href={{patient_name}}>",
        "application/x-www-form-urlencoded¦To={{patient_name}} & co",
        "application/json¦<a/>",
        "text/plain¦{{nosuchvariable}}",
        "text/plain¦{{attempt}}"
      })
  void body_withAMistakeInItsLanguage_isRefused(String type, String body) {
    assertThat(fields(new PayloadDraft(null, null, type, body, null, null)))
        .containsExactly("body");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{{nosuch}}", "{{attempt}}", "{{patient_name"})
  void formField_withAMistake_isNamed(String value) {
    assertThat(
            fields(
                new PayloadDraft(null, null, null, null, List.of(new Parameter("a", value)), null)))
        .containsExactly("form[0].value");
  }

  @Test
  void formField_nameOnTwoLines_isRefusedAndTextOnTwoLinesIsNot() {
    assertThat(
            fields(
                new PayloadDraft(
                    null, null, null, null, List.of(new Parameter("a\nb", "x\ny")), null)))
        .containsExactly("form[0].name");
  }

  @Test
  void fhir_forEventsWithoutAResource_isRefused() {
    PayloadDraft fhir = new PayloadDraft("fhir", null, null, null, null, null);
    WebhookCheck all = RULES.check(draft().events("*").payload(fhir).build());
    WebhookCheck some = RULES.check(draft().events("bill.paid", "service.*").payload(fhir).build());
    WebhookCheck fitting =
        RULES.check(
            draft()
                .events("appointment.*", "patient.*", "encounter.*", "bill.*")
                .payload(fhir)
                .build());

    assertThat(((WebhookCheck.Rejected) all).problems())
        .extracting(Problem::field)
        .containsExactly("events");
    assertThat(((WebhookCheck.Rejected) some).problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.problem()).contains("service.*"));
    assertThat(((WebhookCheck.Accepted) fitting).settings().payload().contentType())
        .isEqualTo("application/fhir+json");
  }

  @Test
  void transform_withAMistake_isNamed() {
    assertThat(fields(new PayloadDraft(null, null, null, null, null, "{'a': ")))
        .containsExactly("transform");
    assertThat(accepted(new PayloadDraft(null, null, null, null, null, "{'a': data}")).format())
        .isEqualTo(PayloadFormat.TRANSFORM);
  }

  private static DraftBuilder draft() {
    return new DraftBuilder();
  }

  private static Payload accepted(PayloadDraft payload) {
    WebhookCheck check = RULES.check(draft().payload(payload).build());
    assertThat(check).isInstanceOf(WebhookCheck.Accepted.class);
    return ((WebhookCheck.Accepted) check).settings().payload();
  }

  private static List<String> fields(PayloadDraft payload) {
    return fields("POST", payload);
  }

  private static List<String> fields(String method, PayloadDraft payload) {
    WebhookCheck check = RULES.check(draft().method(method).payload(payload).build());
    assertThat(check).isInstanceOf(WebhookCheck.Rejected.class);
    return ((WebhookCheck.Rejected) check)
        .problems().stream()
            .peek(problem -> assertThat(problem.fix()).endsWith("."))
            .map(Problem::field)
            .toList();
  }
}
