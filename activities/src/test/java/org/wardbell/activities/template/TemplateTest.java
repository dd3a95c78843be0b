package org.wardbell.activities.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
  private static final JsonVariables VARIABLES =
      new JsonVariables(
          """
          {"name": "Zoë \\"Z\\" O'Neill & Söhne", "id": 7, "price": 10.00, "big": 1e400, "yes": true,
           "none": null, "empty": "", "phone": "+44 (0)7700 900123", "local": "07700 900123",
           "long": "0044 7700 900123", "date": "2026-03-05", "time": "14:05:00",
           "moment": "2026-07-05T23:30:00Z", "kivicare": "2026-03-05 14:05:00",
           "items": [{"name": "a"}, {"name": "b"}], "nested": {"city": {"zip": "X1"}},
           "half": 2.25, "many": "1234567.8", "emoji": "😀😀😀", "list": [],
           "mark": "[log in](https://evil.example) *<@1> a_b \\\\", "mention": "<!channel> <https://evil.example|log in> &",
           "line": "a\\nb", "path": "../../admin?x=1#y"}
          """);

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      value = {
        "{\"n\":\"{{name}}\"}¦{\"n\":\"Zoë \\\"Z\\\" O'Neill & Söhne\"}",
        "{\"n\":{{name}}}¦{\"n\":\"Zoë \\\"Z\\\" O'Neill & Söhne\"}",
        "{\"n\":{{ id }}}¦{\"n\":7}",
        "{\"n\":\"{{id}}\"}¦{\"n\":\"7\"}",
        "{\"n\":{{price}},\"m\":\"{{price}}\"}¦{\"n\":10.00,\"m\":\"10.00\"}",
        "{\"n\":{{yes}}}¦{\"n\":true}",
        "{\"n\":{{none}},\"m\":\"{{none}}\"}¦{\"n\":null,\"m\":\"\"}",
        "{\"n\":{{missing}},\"m\":\"<{{missing}}>\"}¦{\"n\":null,\"m\":\"<>\"}",
        "{\"n\":{{missing.deep.er}}}¦{\"n\":null}",
        "{\"n\":{{items}}}¦{\"n\":[{\"name\":\"a\"},{\"name\":\"b\"}]}",
        "{\"n\":\"{{items}}\"}¦{\"n\":\"[{\\\"name\\\":\\\"a\\\"},{\\\"name\\\":\\\"b\\\"}]\"}",
        "{\"n\":{{items | json}}}¦{\"n\":[{\"name\":\"a\"},{\"name\":\"b\"}]}",
        "{\"n\":\"{{items.1.name}}{{items.2.name}}{{items.x}}\"}¦{\"n\":\"b\"}",
        "{\"n\":\"{{nested.city.zip}}\"}¦{\"n\":\"X1\"}",
        "{\"n\":\"{{line}}\"}¦{\"n\":\"a\\nb\"}",
        "{\"n\":\"{{empty | default:'x'}}{{none|default:\"y\"}}{{id|default:'z'}}\"}¦{\"n\":\"xy7\"}",
        "{\"n\":\"{{ name | upper | lower }}\"}¦{\"n\":\"zoë \\\"z\\\" o'neill & söhne\"}",
        "{\"n\":\"{{path | urlencode}}\"}¦{\"n\":\"..%2F..%2Fadmin%3Fx%3D1%23y\"}",
        "{\"a\":{\"b\":{{id}}}}¦{\"a\":{\"b\":7}}",
        "{\"n\":{{moment | epoch}},\"m\":{{empty | epoch}}}¦{\"n\":1783294200,\"m\":null}",
        "{\"n\":{{id | number:'0.00'}},\"m\":\"{{many | number:'#,##0'}}\"}¦{\"n\":7.00,\"m\":\"1,234,568\"}",
        "{\"n\":{{many | number:'#,##0'}}}¦{\"n\":\"1,234,568\"}",
        "{\"n\":\"{{date | date:\\\"d MMM\\\"}}\"}¦{\"n\":\"5 Mar\"}",
        "{\"n\":\"{{missing | default:\\\"-\\\"}}\"}¦{\"n\":\"-\"}",
      })
  void json_value_isEscapedForWhereItLands(String template, String rendered) {
    assertThat(json(template)).isEqualTo(rendered);
  }

  @Test
  void path_ofThousandsOfSteps_isReadLikeAnyOther() {
    assertThat(json("{\"n\":\"<{{nested" + ".city".repeat(12_000) + "}}>\"}"))
        .isEqualTo("{\"n\":\"<>\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      value = {
        "phone | e164¦+447700900123",
        "local | e164:'GB'¦+447700900123",
        "local | e164:\"44\"¦+447700900123",
        "local | e164:'+44'¦+447700900123",
        "long | e164¦+447700900123",
        "phone | e164:'US'¦+447700900123",
        "empty | e164¦''",
        "missing | e164:'GB'¦''",
        "empty | e164 | default:'none'¦none",
        "moment | date:'HH:mm','America/St_Johns'¦21:00",
        "kivicare | date:'HH:mm','UTC'¦14:05",
        "date | date:'d MMM','Asia/Kolkata'¦5 Mar",
        "moment | date:\\\"HH:mm\\\",\\\"UTC\\\"¦23:30",
        "date | date:'d MMMM','','fr'¦5 mars",
        "date | date:'EEEE','Europe/Berlin','de-AT'¦Donnerstag",
        "moment | date:'d MMMM HH:mm','Europe/Paris','fr-CA'¦6 juillet 01:30",
        "mark | discord¦\\[log in\\](https://evil.example) \\*\\<@1\\> a\\_b \\\\",
        "mark | teams¦\\[log in\\](https://evil.example) \\*<@1> a\\_b \\\\",
        "moment | epoch¦1783294200",
        "moment | epoch_ms¦1783294200000",
        "moment | epoch_us¦1783294200000000",
        "kivicare | epoch¦1772719500",
        "date | epoch¦1772668800",
        "empty | epoch¦''",
        "missing | epoch_ms¦''",
        "price | number:'0.00'¦10.00",
        "id | number:'0.00'¦7.00",
        "half | number:'0.0'¦2.3",
        "many | number:'#,##0.00'¦1,234,567.80",
        "empty | number:'0.00'¦''",
        "name | truncate:'3'¦Zoë",
        "name | truncate:'5','…'¦'Zoë …'",
        "id | truncate:'3'¦7",
        "emoji | truncate:'2'¦😀😀",
        "missing | truncate:'3'¦''",
        "kivicare | replace:'-','_'¦2026_03_05 14:05:00",
        "kivicare | replace:':',''¦2026-03-05 140500",
        "missing | replace:'a','b'¦''",
        "mention | slack¦&lt;!channel&gt; &lt;https://evil.example|log in&gt; &amp;",
        "mention | html¦&lt;!channel&gt; &lt;https://evil.example|log in&gt; &amp;",
        "name | html¦'Zoë &#34;Z&#34; O&#39;Neill &amp; Söhne'",
        "none | default:'x'¦x",
        "list | default:'no items'¦no items",
        "date | date:\"d MMM yyyy\"¦5 Mar 2026",
        "date | date:'EEEE'¦Thursday",
        "date | date:'HH:mm'¦2026-03-05",
        "time | date:'h:mm a'¦2:05 PM",
        "moment | date:'yyyy-MM-dd HH:mm'¦2026-07-06 00:30",
        "kivicare | date:'dd/MM/yyyy HH:mm'¦05/03/2026 14:05",
        "name | date:'yyyy'¦'Zoë \"Z\" O''Neill & Söhne'",
        "missing | date:'yyyy'¦''",
        "missing | upper¦''",
        "missing | upper | default:'none'¦none",
        "id | upper¦7"
      })
  void filter_anyValue_isTransformedOrLeftAlone(String placeholder, String rendered) {
    Template template = Template.parse("{{" + placeholder + "}}", TemplateTarget.HEADER_VALUE);

    assertThat(template.render(VARIABLES, 1_000)).isEqualTo(rendered);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "local | e164", // which country?
        "name | e164",
        "name | e164:'GB'",
        "id | e164:'GB'",
        "phones | e164",
        "name | epoch",
        "time | epoch",
        "far | epoch_ms",
        "far | epoch_us",
        "name | number:'0.00'",
        "big | number:'0.00'",
        "tiny | number:'0.00'",
        "long | replace:'0','%s' | replace:'0','%s' | replace:'0','%s'",
      })
  void filter_valueOfAnotherKind_failsAndQuotesNothing(String placeholder) {
    JsonVariables variables =
        new JsonVariables(
            """
            {"name": "Zoë", "local": "07700 900123", "id": 7, "time": "14:05:00", "big": 1e400,
             "far": "+999999999-01-01", "tiny": 1e-400, "phones": "07700900123, 07700900124", "long": "%s"}
            """
                .formatted("0".repeat(1_000)));
    String many = "0".repeat(1_000);
    Template template =
        Template.parse("{{" + placeholder.formatted(many, many, many) + "}}", TemplateTarget.TEXT);

    assertThatThrownBy(() -> template.render(variables, 1_000))
        .isInstanceOf(UnrenderableException.class)
        .hasMessageNotContainingAny("Zoë", "07700", "1e", "999999999");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      value = {
        "{{/if}}¦closes nothing",
        "{{#if a}}b¦{{/if}}",
        "{{#if a}}{{#each b}}c{{/each}}¦Position 1: ",
        "{{#if a}}b{{/each}}¦{{/if}}",
        "{{#if a}}b{{else}}c{{else}}d{{/if}}¦second",
        "{{#if a b}}c{{/if}}¦one variable",
        "{{#if}}c{{/if}}¦one variable",
        "{{#with a}}c{{/with}}¦#each",
        "{{@last}}¦inside {{#each}}",
        "{{^a}}¦transform",
        "{{! note }}¦transform",
        "{{x | date:'d','UTC','xx'}}¦fr-CA",
        "{{{name}}}¦two braces",
        "{{x | e164:'XX'}}¦e164:\"GB\"",
        "{{x | e164:'999'}}¦e164:\"GB\"",
        "{{x | e164:'GB','DE'}}¦no further",
        "{{x | date:'d','Nowhere'}}¦Europe/London",
        "{{x | date}}¦date:\"d MMM yyyy\"",
        "{{x | number:'0.0.0'}}¦0.00",
        "{{x | truncate:'0'}}¦160",
        "{{x | truncate:'many'}}¦160",
        "{{x | truncate:'1','...'}}¦160",
        "{{x | replace:'a'}}¦needs arguments",
        "{{x | replace:'','b'}}¦1 to 100",
        "{{x | upper:'a'}}¦takes no argument",
        "{{x | default:none}}¦needs quotes",
        "{{x | slak}}¦slack",
        "{{x | nonsense}}¦truncate"
      })
  void mistake_saysWhatToWriteInstead(String template, String words) {
    assertThatThrownBy(() -> Template.parse(template, TemplateTarget.TEXT))
        .isInstanceOfSatisfying(
            TemplateSyntaxException.class,
            mistake -> assertThat(mistake.getMessage() + " " + mistake.fix()).contains(words));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      value = {
        "https://a.example/x/{{path}}/y¦https://a.example/x/..%2F..%2Fadmin%3Fx%3D1%23y/y",
        "https://a.example/?q={{name}}&i={{id}}¦https://a.example/?q=Zo%C3%AB%20%22Z%22%20O%27Neill%20%26%20S%C3%B6hne&i=7",
        "https://a.example/?q={{path | urlencode}}¦https://a.example/?q=..%2F..%2Fadmin%3Fx%3D1%23y",
        "https://a.example?q={{line}}¦https://a.example?q=a%0Ab",
        "https://a.example/{{missing}}/b¦https://a.example//b"
      })
  void url_value_isOneSegmentOrOneParameter(String template, String rendered) {
    assertThat(Template.parse(template, TemplateTarget.URL).render(VARIABLES, 1_000))
        .isEqualTo(rendered);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://{{name}}/",
        "https://a.{{name}}.example/",
        "https://a.example:{{id}}/",
        "{{name}}://a.example/",
        "{{name}}",
        "/{{name}}",
        "https:/{{name}}/x"
      })
  void url_valueInSchemeHostOrPort_isRefusedWhenParsed(String template) {
    assertThatThrownBy(() -> Template.parse(template, TemplateTarget.URL))
        .isInstanceOf(TemplateSyntaxException.class)
        .hasMessageContaining("host");
  }

  @Test
  void query_fixedText_isEncodedLikeItsValues() {
    assertThat(
            Template.parse("a&b={{line}} +", TemplateTarget.QUERY_VALUE).render(VARIABLES, 1_000))
        .isEqualTo("a%26b%3Da%0Ab%20%2B");
  }

  @Test
  void header_valueWithALineBreak_isRefusedWithoutQuotingIt() {
    Template template = Template.parse("x {{line}}", TemplateTarget.HEADER_VALUE);

    assertThatThrownBy(() -> template.render(VARIABLES, 1_000))
        .isInstanceOf(UnrenderableException.class)
        .hasMessageNotContaining("a\nb");
  }

  @Test
  void number_withAHugeExponent_isNotWrittenOut() {
    assertThat(json("{\"n\":{{big}},\"m\":\"{{big}}\"}")).hasSizeLessThan(40).contains("1E+400");
  }

  @Test
  void halfASurrogatePair_hasNoUtf8FormAndIsSpelledOut() {
    JsonVariables broken = new JsonVariables("{\"v\": \"a\\ud83d b\\ude00\"}");

    String rendered =
        Template.parse("[\"{{v}}\",{{v}}]", TemplateTarget.JSON_BODY).render(broken, 1_000);

    assertThat(rendered).isEqualTo("[\"a\\ud83d b\\ude00\",\"a\\ud83d b\\ude00\"]");
  }

  @Test
  void render_beyondItsLimit_stops() {
    Template template = Template.parse("{{name}}".repeat(1_000), TemplateTarget.HEADER_VALUE);

    assertThatThrownBy(() -> template.render(VARIABLES, 500))
        .isInstanceOf(UnrenderableException.class);
  }

  @Test
  void mistake_hasItsPosition() {
    assertThatThrownBy(() -> Template.parse("{\"a\":\"{{x | nope}}\"}", TemplateTarget.JSON_BODY))
        .isInstanceOf(TemplateSyntaxException.class)
        .hasMessageStartingWith("Position 13: ");
  }

  @Test
  void isFixed_withoutPlaceholders_isTrue() {
    assertThat(Template.parse("a }} b { c", TemplateTarget.HEADER_VALUE).isFixed()).isTrue();
    assertThat(Template.parse("{{a}}", TemplateTarget.HEADER_VALUE).isFixed()).isFalse();
  }

  private static String json(String template) {
    String rendered = Template.parse(template, TemplateTarget.JSON_BODY).render(VARIABLES, 10_000);
    Values.parse(rendered.getBytes(StandardCharsets.UTF_8));
    return rendered;
  }
}
