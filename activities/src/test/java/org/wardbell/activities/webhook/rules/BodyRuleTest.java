package org.wardbell.activities.webhook.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.webhook.rules.Drafts.accepted;
import static org.wardbell.activities.webhook.rules.Drafts.draft;
import static org.wardbell.activities.webhook.rules.Drafts.rejected;

import org.junit.jupiter.api.Test;
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
        "{\"a\":[{{#each data.lines}}{{nam}}{{/each}}]}¦this.nam",
        "{\"a\":{{this}}}¦data.this",
        "{\"a\":1{{#if patient_nam}},\"b\":2{{/if}}}¦patient_name",
        "{\"a\":1{{#if patient_name}},\"b\":2,{{/if}}}¦whole values",
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
        "{\"a\":[{{#each data.lines}}\"{{this.nam}} {{@number}}\"{{/each}}]}",
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
  @CsvSource(
      delimiter = '¦',
      value = {
        "<a>{{#if patient_name}}<b>x</b>{{else}}y{{/if}}</a>¦",
        "<a>{{#each data.list}}<b>{{this}}</b>{{/each}}</a>¦",
        "<a>{{#if patient_name}}<b>x</b>{{else}}<b>{{/if}}</a>¦well-formed",
        "<a>{{#if patient_name}}<b>{{/if}}x{{#if patient_name}}</b>{{/if}}</a>¦well-formed",
        "<a>{{#each data.list}}</a><a>{{/each}}</a>¦well-formed",
        "{{#if patient_name}}<a/>{{/if}}¦well-formed",
        "{{#if patient_name}}{{else}}<a/>{{/if}}{{#if patient_name}}<a/>{{/if}}¦well-formed",
      })
  void xml_oneWayOfWhichIsNoXml_isRefused(String body, String problem) {
    var checked = draft().body(body).contentType("application/xml").build();
    if (problem == null) {
      assertThat(accepted(checked).payload().body()).isEqualTo(body);
    } else {
      assertThat(rejected(checked))
          .singleElement()
          .satisfies(found -> assertThat(found.problem()).contains(problem));
    }
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

  @Test
  void loop_overAListOfTheCatalogue_knowsTheFieldsOfItsSamples() {
    assertThat(
            accepted(
                    draft()
                        .events("bill.*")
                        .body("[{{#each bill_items}}\"{{name}} {{bill_id}}\"{{/each}}]")
                        .build())
                .payload()
                .body())
        .contains("{{name}}");
    assertThat(
            rejected(
                draft().events("bill.*").body("[{{#each bill_items}}{{nane}}{{/each}}]").build()))
        .isNotEmpty();
  }
}
