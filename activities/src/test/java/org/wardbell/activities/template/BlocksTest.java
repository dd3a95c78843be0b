package org.wardbell.activities.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlocksTest {
  private static final JsonVariables VARIABLES =
      new JsonVariables(
          """
          {"name": "Zoë \\"Z\\"", "empty": "", "none": null, "no": false, "yes": true, "zero": 0.00,
           "one": 1, "nothing": [], "blank": {}, "event_id": "ours", "word": "alone",
           "bill": {"lines": [{"name": "x"}]},
           "items": [{"name": "a<b", "price": 1.50, "ok": true, "tags": ["p", "q"]},
                     {"name": "c", "price": 2, "ok": false, "event_id": "theirs"}]}
          """);

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "{{#if name}}Hi {{name}}{{else}}Hello{{/if}}!¦Hi Zoë \"Z\"!",
        "{{#if empty}}Hi{{else}}Hello{{/if}}!¦Hello!",
        "{{#if none}}Hi{{/if}}!¦!",
        "{{#if missing}}y{{else}}n{{/if}}{{#if no}}y{{else}}n{{/if}}{{#if zero}}y{{else}}n{{/if}}¦nnn",
        "{{#if nothing}}y{{else}}n{{/if}}{{#if blank}}y{{else}}n{{/if}}{{#if one}}y{{else}}n{{/if}}¦nny",
        "{{#unless none}}none{{else}}some{{/unless}}¦none",
        "{{# if name}}¦error",
        "{{#each items}}{{name}}: {{price}}{{#unless @last}}, {{/unless}}{{/each}}¦a<b: 1.50, c: 2",
        "{{#each items}}{{@number}}/{{@index}} {{this.name}}{{#if @first}};{{/if}}{{/each}}¦1/0 a<b;2/1 c",
        "{{#each nothing}}x{{else}}no items{{/each}}¦no items",
        "{{#each missing}}x{{else}}no items{{/each}}¦no items",
        "{{#each word}}<{{this}}>{{/each}}¦<alone>",
        "{{#each bill.lines}}{{name}}{{/each}}¦x",
        "{{#each items}}{{word}} {{event_id}} {{this.event_id}};{{/each}}¦alone ours ;alone ours theirs;",
        "{{#each items}}{{#each tags}}{{this}}{{name}}{{/each}}{{/each}}¦pa<bqa<b",
        "{{#each items}}{{#if ok}}{{name}}{{/if}}{{/each}}¦a<b",
        "{{else}}¦",
      })
  void text_conditionOrLoop_isWrittenAsTheValuesSay(String template, String rendered) {
    String source = template;
    if ("error".equals(rendered)) {
      assertThatThrownBy(() -> Template.parse(source, TemplateTarget.TEXT))
          .isInstanceOf(TemplateSyntaxException.class);
      return;
    }
    assertThat(Template.parse(source, TemplateTarget.TEXT).render(VARIABLES, 1_000))
        .isEqualTo(rendered == null ? "" : rendered);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      value = {
        "{\"t\":\"{{#if name}}Hi {{name}}{{else}}Hello{{/if}}\"}¦{\"t\":\"Hi Zoë \\\"Z\\\"\"}",
        "{\"a\":1{{#if name}},\"b\":{{name}}{{/if}}{{#if none}},\"c\":2{{/if}}}¦{\"a\":1,\"b\":\"Zoë \\\"Z\\\"\"}",
        "{\"a\":{{#if none}}1{{else}}null{{/if}}}¦{\"a\":null}",
        "[{{#each items}}{\"n\":\"{{name}}\",\"p\":{{price}}}{{/each}}]¦[{\"n\":\"a<b\",\"p\":1.50},{\"n\":\"c\",\"p\":2}]",
        "[{{#each nothing}}{{this}}{{/each}}]¦[]",
        "[ {{#each nothing}}{{this}}{{else}}\"none\"{{/each}} ]¦[ \"none\" ]",
        "[{{#each items}}{{#if ok}}{{price}}{{/if}}{{/each}}]¦[1.50]",
        "[{{#each items}} {{price}},\"{{name}}\" {{/each}}]¦[ 1.50,\"a<b\" , 2,\"c\" ]",
        "[0{{#each items}},{{price}}{{/each}}]¦[0,1.50,2]",
        "{ {{#each items}}\"{{name}}\":{{price}}{{/each}} }¦{ \"a<b\":1.50,\"c\":2 }",
        "[{{#each items}}[{{#each tags}}{{this}}{{/each}}]{{/each}}]¦[[\"p\",\"q\"],[]]",
        "[{{#if none}}1{{/if}}]¦[]",
        "{\"a\":{{#if none}}\"x{{else}}\"y{{/if}}z\"}¦{\"a\":\"yz\"}",
        "[\"{{#if name}}a\",\"b{{/if}}\"]¦[\"a\",\"b\"]",
        "{{#if none}}{\"a\":1}{{else}}[]{{/if}}¦[]",
      })
  void json_conditionOrLoop_staysJson(String template, String rendered) {
    Template parsed = Template.parse(template, TemplateTarget.JSON_BODY);

    assertThat(parsed.render(VARIABLES, 1_000)).isEqualTo(rendered);
    for (String way : parsed.renderEachWay(VARIABLES, 1_000).toList()) {
      Values.parse(way.getBytes(StandardCharsets.UTF_8));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1{{#if name}},{{/if}}\"b\":2}",
        "{\"a\":{{#if name}}1{{/if}}}",
        "[{{#if a}}1{{/if}}{{#if b}},2{{/if}}]",
        "[{{#if a}}1{{/if}},2]",
        "[1,{{#each items}}{{this}}{{/each}}]",
        "[{{#each items}}{{this}},{{/each}}]",
        "[{{#each items}}{{this}}{{/each}},1]",
        "[[{{#each items}}1],[{{/each}}]]",
        "{{#if a}}{{#if b}}{}{{/if}}{{/if}}",
        "{\"a\":\"{{#if a}}x\"{{else}}y{{/if}}}",
        "{\"a\":1{{#if a}}2{{/if}}}",
        "{\"a\":{{#if a}}tru{{else}}1{{/if}}}",
        "{\"a\":\"\\{{#if a}}n{{else}}t{{/if}}\"}",
        "{\"a\":\"{{#if a}}\\q{{/if}}\"}",
        "{\"a\":\"{{#if a}}\n{{/if}}\"}",
        "{{#if a}}{\"a\":[1}{{else}}{}{{/if}}",
        "{}{{#if a}}{}{{/if}}",
        "{\"a\":[{{#each x}}1{{/each}}}]",
        "{\"a\":{{x}}{{#if a}}{{y}}{{/if}}}",
      })
  void json_aWayThatIsNoJson_isRefusedWhenParsed(String template) {
    assertThatThrownBy(() -> Template.parse(template, TemplateTarget.JSON_BODY))
        .isInstanceOf(TemplateSyntaxException.class)
        .hasMessageStartingWith("Position ");
  }

  @Test
  void json_wordThatIsNoValueInABlockAtTheBeginning_isRefusedWhereItStands() {
    assertThatThrownBy(
            () -> Template.parse("{{#if a}}1a{{else}}2{{/if}}", TemplateTarget.JSON_BODY))
        .isInstanceOf(TemplateSyntaxException.class)
        .hasMessageStartingWith("Position 10: ");
  }

  @Test
  void json_valueInsideAnEscape_isRefused() {
    // With a sample of four digits it would look right.
    assertThatThrownBy(() -> Template.parse("[\"\\u{{id}}\"]", TemplateTarget.JSON_BODY))
        .isInstanceOf(TemplateSyntaxException.class)
        .hasMessageContaining("backslash");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<a {{#if x}}b='c'{{/if}}/>",
        "<a>{{#if x}}<!-- {{else}}b{{/if}} --></a>",
        "<a b='{{#if x}}'>{{/if}}</a>",
        "<a>&{{#if x}}amp{{/if}};</a>",
        "<a>]]{{#if x}}y{{/if}}></a>",
        "<a>]{{#if x}}]{{/if}}></a>",
      })
  void xml_blockThatIsNotWholeText_isRefused(String template) {
    assertThatThrownBy(() -> Template.parse(template, TemplateTarget.XML_BODY))
        .isInstanceOf(TemplateSyntaxException.class);
  }

  @Test
  void xml_valuesThatEndInBrackets_areNotTheEndOfCdata() {
    JsonVariables brackets = new JsonVariables("{\"a\": \"x]\", \"b\": \"]\"}");

    assertThat(
            Template.parse("<a>{{a}}{{b}}></a>", TemplateTarget.XML_BODY).render(brackets, 1_000))
        .isEqualTo("<a>x&#93;&#93;></a>");
  }

  @Test
  void url_condition_isRefused() {
    assertThatThrownBy(
            () -> Template.parse("https://a.example/{{#if name}}b{{/if}}", TemplateTarget.URL))
        .isInstanceOf(TemplateSyntaxException.class)
        .hasMessageContaining("conditions");
  }

  @Test
  void query_loop_isEncodedInEachPart() {
    assertThat(
            Template.parse("{{#each items}}&{{name}}{{/each}}", TemplateTarget.QUERY_VALUE)
                .render(VARIABLES, 1_000))
        .isEqualTo("%26a%3Cb%26c");
  }

  @Test
  void eachWay_ofConditionsAndLoops_isTriedOnce() {
    Template template =
        Template.parse(
            "{{#if none}}a{{else}}b{{#if name}}c{{else}}d{{/if}}{{/if}}{{#each items}}e{{else}}f{{/each}}",
            TemplateTarget.TEXT);

    assertThat(template.renderEachWay(VARIABLES, 1_000))
        .containsExactlyInAnyOrder("ae", "bce", "bde", "af", "aee");
  }

  @Test
  void loop_beyondTheLimitOfWork_fails() {
    String many = "{\"list\": " + IntStream.range(0, 5_000).boxed().toList() + "}";
    Template quadratic =
        Template.parse(
            "{{#each list}}{{#each list}}{{#if x}}{{/if}}{{/each}}{{/each}}", TemplateTarget.TEXT);

    assertThatThrownBy(() -> quadratic.render(new JsonVariables(many), 1_000))
        .isInstanceOf(UnrenderableException.class);
    Template large =
        Template.parse("{{#each list}}{{list | truncate:'1'}}{{/each}}", TemplateTarget.TEXT);
    assertThatThrownBy(() -> large.render(new JsonVariables(many), 100_000))
        .isInstanceOf(UnrenderableException.class);
  }

  @Test
  void loop_overAThousandItems_isWithinTheLimit() {
    String many = "{\"list\": " + IntStream.range(0, 1_000).boxed().toList() + "}";

    assertThat(
            Template.parse(
                    "{{#each list}}{{this}}{{this}}{{this}}{{this}};{{/each}}", TemplateTarget.TEXT)
                .render(new JsonVariables(many), 100_000))
        .startsWith("0000;1111;")
        .endsWith("999999999999;");
  }

  @Test
  void blocks_beyondTheirNumberOrDepth_areRefused() {
    assertThatThrownBy(() -> Template.parse("{{#if a}}{{/if}}".repeat(51), TemplateTarget.TEXT))
        .isInstanceOf(TemplateSyntaxException.class);
    assertThatThrownBy(
            () -> Template.parse("{{#if a}}".repeat(5) + "{{/if}}".repeat(5), TemplateTarget.TEXT))
        .isInstanceOf(TemplateSyntaxException.class);
    assertThat(Template.parse("{{#if a}}{{/if}}".repeat(50), TemplateTarget.TEXT).uses())
        .hasSize(50);
  }

  @ParameterizedTest
  @EnumSource(Variables.Identity.class)
  void loop_overAnElementThatPretendsToBeTheEvent_writesTheEventsOwn(Variables.Identity own) {
    JsonVariables variables =
        new JsonVariables(
            "{\"%1$s\": \"ours\", \"items\": [{\"%1$s\": \"theirs\"}]}".formatted(own.word()));
    Template template =
        Template.parse(
            "{{#each items}}{{%1$s}} {{this.%1$s}}{{/each}}".formatted(own.word()),
            TemplateTarget.TEXT);

    assertThat(template.render(variables, 100)).isEqualTo("ours theirs");
  }

  @Test
  void uses_insideALoop_nameItsLists() {
    assertThat(Template.parse("{{a}}{{#each b}}{{c}}{{/each}}", TemplateTarget.TEXT).uses())
        .extracting(Template.Use::path, Template.Use::lists)
        .containsExactly(
            tuple(List.of("a"), List.of()),
            tuple(List.of("b"), List.of()),
            tuple(List.of("c"), List.of(List.of("b"))));
  }
}
