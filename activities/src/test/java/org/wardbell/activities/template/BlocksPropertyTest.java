package org.wardbell.activities.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

/** Templates with conditions and loops: what is accepted is JSON with all values. */
class BlocksPropertyTest {
  private static final List<String> VALUES =
      List.of("null", "\"x\\\"]}\"", "[]", "[1]", "[1,null,{\"v\":[2,3]}]", "{\"v\":0}");

  @Property(tries = 3_000)
  void json_acceptedWithOneSetOfValues_isJsonWithAll(@ForAll("templates") String source) {
    // Before any way out, so that it is asked for even if only one of them is ever taken.
    Statistics.coverage(
        coverage -> {
          coverage.check("accepted").percentage(share -> share > 5);
          coverage.check("refused").percentage(share -> share > 5);
        });
    Template template;
    try {
      template = Template.parse(source, TemplateTarget.JSON_BODY);
    } catch (TemplateSyntaxException refused) {
      Statistics.collect("refused");
      return;
    }
    if (!source.contains("{{#")) {
      return; // Without blocks a trial with samples decides.
    }
    Statistics.collect("accepted");
    for (String a : VALUES) {
      for (String b : VALUES) {
        String rendered =
            template.render(
                new JsonVariables("{\"a\": %s, \"b\": %s, \"v\": 5}".formatted(a, b)), 100_000);
        assertThat(isJson(rendered)).as("%s with %s, %s: %s", source, a, b, rendered).isTrue();
      }
    }
  }

  private static boolean isJson(String text) {
    try {
      return !Values.parse(text.getBytes(StandardCharsets.UTF_8)).isMissingNode();
    } catch (tools.jackson.core.JacksonException noJson) {
      return false;
    }
  }

  /** Templates of JSON's grammar with blocks in many places, some with a token too few or many. */
  @Provide
  Arbitrary<String> templates() {
    return Arbitraries.integers()
        .between(0, 1_000)
        .list()
        .ofSize(60)
        .flatMap(
            choices ->
                Arbitraries.integers().between(0, 200).map(mutation -> Tuple.of(choices, mutation)))
        .map(both -> mutated(new Grower(both.get1()).value(3), both.get2()));
  }

  private static String mutated(List<String> tokens, int mutation) {
    List<String> changed = new ArrayList<>(tokens);
    if (mutation % 3 == 1 && !tokens.isEmpty()) {
      changed.remove(mutation % tokens.size());
    } else if (mutation % 3 == 2) {
      changed.add(mutation % (tokens.size() + 1), tokens.get((mutation / 2) % tokens.size()));
    }
    return String.join("", changed);
  }

  /** Grows tokens from a list of choices. */
  private static final class Grower {
    private final List<Integer> choices;
    private int at;

    Grower(List<Integer> choices) {
      this.choices = choices;
    }

    private int choose(int bound) {
      return choices.get(at++ % choices.size()) % bound;
    }

    List<String> value(int depth) {
      return switch (choose(depth > 0 ? 8 : 4)) {
        case 0 -> List.of("{{v}}");
        case 1 -> List.of("\"", "a", "{{#if a}}", "b{{v}}", "{{/if}}", "\"");
        case 2 -> List.of("1");
        case 3 -> List.of("\"", "{{#each a}}", "{{this}}", ",", "{{/each}}", "\"");
        case 4 ->
            joined(
                List.of("{{#if a}}"),
                value(depth - 1),
                List.of("{{else}}"),
                value(depth - 1),
                List.of("{{/if}}"));
        case 5 -> joined(List.of("[", "{{#each b}}"), value(depth - 1), List.of("{{/each}}", "]"));
        case 6 ->
            joined(
                List.of("["),
                value(depth - 1),
                List.of("{{#if b}}", ","),
                value(depth - 1),
                List.of("{{/if}}", "]"));
        default ->
            joined(
                List.of("{", "\"", "k", "\"", ":"),
                value(depth - 1),
                List.of("{{#unless b}}", ",", "\"", "l", "\"", ":"),
                value(depth - 1),
                List.of("{{/unless}}", "}"));
      };
    }

    @SafeVarargs
    private static List<String> joined(List<String>... parts) {
      List<String> all = new ArrayList<>();
      for (List<String> part : parts) {
        all.addAll(part);
      }
      return all;
    }
  }
}
