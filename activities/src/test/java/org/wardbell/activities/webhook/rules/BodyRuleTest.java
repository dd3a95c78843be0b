package org.wardbell.activities.webhook.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.webhook.rules.Drafts.accepted;
import static org.wardbell.activities.webhook.rules.Drafts.draft;
import static org.wardbell.activities.webhook.rules.Drafts.rejected;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardbell.workflows.webhook.Problem;

/** Tests which bodies and content types a webhook may send. */
class BodyRuleTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      value = {
        "{\"a\":{{patient_nam}}}¦patient_name",
        "{\"a\":\"{{bill_total_amount}}\"}¦data.bill_total_amount",
        "{\"a\":\"{{attempt}}\"}¦Remove it",
        "{\"a\":\"{{patient_name | uper}}\"}¦upper",
        "{\"a\":\"{{patient_name | date}}\"}¦date:",
        "{\"a\":\"{{patient_dob | date:\"jj\"}}\"}¦letters",
        "{\"a\":\"{{patient_name | upper:\"x\"}}\"}¦just",
        "{\"a\":\"{{patient_name | default:x}}\"}¦default:",
        "{\"a\":\"{{patient_name\"}¦Close it",
        "{\"a\":\"{{}}\"}¦patient_name",
        "{\"a\":\"{{ 1abc }}\"}¦patient_name",
        "{\"a\":\"\\{{patient_name}}\"}¦backslash",
        "{\"a\":x{{patient_id}}}¦quotes",
        "{\"a\":{{patient_id}}x}¦quotes",
        "{\"a\":{{patient_id}}{{doctor_id}}}¦quotes",
        "{{{patient_id}}:1}¦patient_name",
        "{ {{patient_id}}:1}¦quotes",
        "{\"a\":{{patient_id}},}¦commas",
        "{\"a\":{{patient_id}}¦commas",
        "{\"a\" {{patient_id}}}¦quotes",
        "hello¦commas",
        "{} {}¦commas",
        "¦leave the body out"
      })
  void body_withAMistake_isRefusedWithAHint(String body, String hint) {
    assertThat(rejected(draft().body(body == null ? "" : body).build()))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.field()).isEqualTo("body");
              assertThat(problem.fix()).contains(hint);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{{data}}",
        " {{ patient_id | json }} ",
        "[{{patient_id}}, {{ doctor_id }} ]",
        "{\"a\":\"{{patient_name}} and {{doctor_name | default:'nobody'}}\"}",
        "{\"a\":{\"b\":{{patient_id}}}}",
        "{\"{{patient_id}}\":1}",
        "{\"a\":\"{{custom_form_intake_data}}\",\"b\":{{patient.address.city}}}",
        "{\"a\":\"{{appointment_date | date:\"d MMM yyyy\"}}\"}"
      })
  void body_thatMakesJson_isKept(String body) {
    assertThat(accepted(draft().body(body).build()).payload().body()).isEqualTo(body);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/xml",
        "application/jsonp",
        "json",
        "application/json\r\nX: 1",
        ""
      })
  void contentType_thatIsNotJson_isRefused(String type) {
    assertThat(rejected(draft().contentType(type).build()))
        .extracting(Problem::field)
        .containsExactly("content_type");
  }
}
