package org.wardbell.activities.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XmlTemplateTest {
  private static final JsonVariables VARIABLES =
      new JsonVariables(
          "{\"v\":\"<a b='c' d=\\\"e\\\">&amp;]]>\\r\\n\\t\\u0000\",\"phone\":\"+44 7700 900123\",\"n\":{\"a\":1}}");

  @Test
  void value_betweenTags_isText() {
    assertThat(render("<x>{{v}}</x>"))
        .isEqualTo("<x>&lt;a b='c' d=\"e\"&gt;&amp;amp;]]&gt;&#13;\n\t\uFFFD</x>");
  }

  @Test
  void value_inAnAttribute_isItsValue() {
    assertThat(render("<x a=\"{{v}}\" b='{{v}}'/>"))
        .isEqualTo(
            "<x a=\"{}\" b='{}'/>"
                .replace(
                    "{}",
                    "&lt;a b=&#39;c&#39; d=&#34;e&#34;&gt;&amp;amp;]]&gt;&#13;&#10;&#9;\uFFFD"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "<x>{{phone | e164}}</x>,<x>+447700900123</x>",
        "<x>{{missing | default:\"a<b\"}}</x>,<x>a&lt;b</x>",
        "<x a='{{n | json}}'/>,<x a='{&#34;a&#34;:1}'/>",
        "<x>{{phone | urlencode}}</x>,<x>%2B44%207700%20900123</x>",
        "<!-- > ' --><?p '?><x a='>'>{{missing}}</x>,<!-- > ' --><?p '?><x a='>'></x>",
        "<x a='&amp;{{missing}}'>&lt;{{missing}}</x>,<x a='&amp;'>&lt;</x>",
        "<x a=\"'\">{{missing}}</x>,<x a=\"'\"></x>"
      })
  void filterOrPlace_ofAnyKind_isRight(String template, String rendered) {
    assertThat(render(template)).isEqualTo(rendered);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<{{v}}/>",
        "<x {{v}}='1'/>",
        "<x a={{v}}/>",
        "</x{{v}}>",
        "<!-- {{v}} -->",
        "<![CDATA[{{v}}]]>",
        "<?p {{v}}?>",
        "<!DOCTYPE {{v}}>",
        "<x>&{{v}};</x>",
        "<x>&#{{v}};</x>",
        "<x a='&{{v}};'/>",
        "<x a='1'{{v}}>"
      })
  void value_whereItWouldBeMore_isRefusedWithAFix(String template) {
    assertThatThrownBy(() -> Template.parse(template, TemplateTarget.XML_BODY))
        .isInstanceOfSatisfying(
            TemplateSyntaxException.class,
            e -> {
              assertThat(e.fix()).endsWith(".");
              assertThat(e).hasMessageContaining("cannot stand");
            });
  }

  private static String render(String template) {
    return Template.parse(template, TemplateTarget.XML_BODY).render(VARIABLES, 10_000);
  }
}
