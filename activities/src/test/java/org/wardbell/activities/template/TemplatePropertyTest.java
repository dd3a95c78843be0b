package org.wardbell.activities.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.JsonNode;

class TemplatePropertyTest {
  @Property
  void json_anyValues_parseBackToThemselves(
      @ForAll("values") Object one, @ForAll("values") Object two, @ForAll("texts") String text) {
    JsonVariables variables = variables(Map.of("one", one, "two", List.of(two), "text", text));
    Template template =
        Template.parse(
            "{\"one\": {{one}} ,\"list\":[{{two}},{{one}}],\"{{text}}!\":\"a{{text}}\\n{{text}}b\"}",
            TemplateTarget.JSON_BODY);

    JsonNode rendered = parse(template.render(variables, 10_000_000));

    assertThat(rendered.get("one")).isEqualTo(variables.document().get("one"));
    assertThat(rendered.get("list").get(0)).isEqualTo(variables.document().get("two"));
    assertThat(rendered.get(text + "!").stringValue()).isEqualTo("a" + text + "\n" + text + "b");
    assertThat(rendered.size()).isEqualTo(3);
  }

  @Property
  void json_anyValueInsideQuotes_isAString(@ForAll("values") Object value) {
    Template template = Template.parse("[\"{{v}}\",\"{{v | json}}\"]", TemplateTarget.JSON_BODY);

    JsonVariables variables = variables(Map.of("v", value));

    JsonNode rendered = parse(template.render(variables, 10_000_000));

    assertThat(rendered.get(0).isString()).isTrue();
    assertThat(parse(rendered.get(1).stringValue())).isEqualTo(variables.document().get("v"));
  }

  @Property
  void url_anyText_staysInItsPlace(@ForAll("texts") String text) {
    Template template =
        Template.parse("https://a.example/x{{v}}/y?q={{v}}&r=1", TemplateTarget.URL);

    URI url = URI.create(template.render(variables(Map.of("v", text)), 10_000_000));

    assertThat(url.getHost()).isEqualTo("a.example");
    assertThat(url.getRawPath().chars().filter(c -> c == '/').count()).isEqualTo(2);
    assertThat(url.getRawFragment()).isNull();
    assertThat(url.getRawQuery()).endsWith("&r=1").startsWith("q=");
    String encoded = url.getRawQuery().substring(2, url.getRawQuery().length() - "&r=1".length());
    assertThat(encoded).matches("[A-Za-z0-9._~%-]*");
    assertThat(URLDecoder.decode(encoded, StandardCharsets.UTF_8)).isEqualTo(text);
  }

  @Property
  void header_anyText_isRefusedOrStaysOnItsLine(@ForAll("texts") String text) {
    Template template = Template.parse("{{v}}", TemplateTarget.HEADER_VALUE);
    String rendered;
    try {
      rendered = template.render(variables(Map.of("v", text)), 10_000_000);
    } catch (UnrenderableException e) {
      assertThat(text.chars().anyMatch(Character::isISOControl)).isTrue();
      return;
    }
    assertThat(rendered).isEqualTo(text);
    assertThat(rendered.chars().noneMatch(Character::isISOControl)).isTrue();
  }

  @Property
  void parse_anySource_isUnderstoodOrExplained(@ForAll("sources") String source) {
    for (TemplateTarget target : TemplateTarget.values()) {
      try {
        Template.parse(source, target).render(variables(Map.of("a", "x")), 10_000_000);
      } catch (TemplateSyntaxException e) {
        assertThat(e.fix()).endsWith(".").doesNotContain("null");
      } catch (UnrenderableException e) {
        assertThat(target).isEqualTo(TemplateTarget.HEADER_VALUE);
      }
    }
  }

  @Provide
  Arbitrary<String> sources() {
    return Arbitraries.of(
            "{{", "}}", "{", "}", "a", "|", "upper", "date", ":", "\"", "'", "\\", "?", "/",
            "https:", "//", ".", " ", ",", "[", "]", "\n", "é")
        .list()
        .ofMaxSize(25)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<String> texts() {
    // Whole code points: half a surrogate pair is no text that UTF-8 could carry to us.
    return Arbitraries.oneOf(
        Arbitraries.integers()
            .between(0, 0x10FFFF)
            .filter(point -> point < 0xD800 || point > 0xDFFF)
            .list()
            .ofMaxSize(20)
            .map(points -> points.stream().map(Character::toString).reduce("", String::concat)),
        Arbitraries.strings().withChars("\"\\{}[]:,\r\n\t\u0000/?#&=%;.@é").ofMaxLength(20));
  }

  @Provide
  Arbitrary<Object> values() {
    Arbitrary<Object> leaves =
        Arbitraries.oneOf(
            texts().map(Object.class::cast),
            Arbitraries.longs().map(Object.class::cast),
            Arbitraries.bigDecimals()
                .between(new BigDecimal("-1e20"), new BigDecimal("1e20"))
                .map(Object.class::cast),
            Arbitraries.of(true, false).map(Object.class::cast));
    return Arbitraries.lazyOf(
        () -> leaves,
        () -> leaves.list().ofMaxSize(3).map(Object.class::cast),
        () ->
            Arbitraries.maps(texts(), leaves).ofMaxSize(3).map(map -> (Object) new HashMap<>(map)));
  }

  private static JsonVariables variables(Map<String, Object> values) {
    // Through text and back, as an event's data comes to us.
    return new JsonVariables(Values.of(values).toString());
  }

  private static JsonNode parse(String json) {
    return Values.parse(json.getBytes(StandardCharsets.UTF_8));
  }
}
