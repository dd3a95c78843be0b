package org.wardbell.activities.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Expressions and schemas that want too much: time, memory, or the whole process. */
final class Bombs {
  private static final String PREPARED =
      "($s := $pad('', 500000, 'a'); $t := $pad('', 250000, 'a') & 'b'; $l := [1..100000];"
          + " $n := 1e300; $o := {'a': $l, 'b': $s}; ";

  /** The library's functions with arguments as large as they may be. */
  private static final Map<String, List<String>> HUGE =
      Map.ofEntries(
          Map.entry("sum", List.of("$l")),
          Map.entry("max", List.of("$l")),
          Map.entry("average", List.of("$l")),
          Map.entry("string", List.of("$o", "$s, true")),
          Map.entry("substring", List.of("$s, 1, 400000")),
          Map.entry("substringBefore", List.of("$s, $t")),
          Map.entry("substringAfter", List.of("$s, $t")),
          Map.entry("uppercase", List.of("$s")),
          Map.entry("length", List.of("$s")),
          Map.entry("trim", List.of("$s", "$pad('', 500000, ' ')")),
          Map.entry("pad", List.of("$s, 510000, $t", "$s, 2000000000", "'', -2000000000")),
          Map.entry("contains", List.of("$s, $t", "$s, /(a+)+b/")),
          Map.entry("split", List.of("$s, $t", "$s, ''", "$s, /(a*)*c/")),
          Map.entry("join", List.of("$l.$string(), $s")),
          Map.entry("match", List.of("$s, /a/", "$s, /(a|aa)+c/")),
          Map.entry("replace", List.of("$s, $t, 'x'", "$s, 'a', $s", "$s, /(a+)+b/, 'x'")),
          Map.entry("base64encode", List.of("$s")),
          Map.entry("base64decode", List.of("$s")),
          Map.entry("encodeUrl", List.of("$s", "$pad('', 400000, 'ä')")),
          Map.entry("encodeUrlComponent", List.of("$s")),
          Map.entry("decodeUrl", List.of("$s")),
          Map.entry("number", List.of("$pad('', 500000, '9')", "$pad('', 999, '9')")),
          Map.entry("round", List.of("$n, 300", "$n, -2000000000", "1.5, 2000000000")),
          Map.entry("power", List.of("$n, 2", "10, 308")),
          Map.entry("formatNumber", List.of("$n, '#,##0.00'", "1, $s", "1, $pad('', 250, '0')")),
          Map.entry("formatBase", List.of("$n, 2")),
          Map.entry("formatInteger", List.of("$n, 'w'", "$n, 'I'", "1, $s", "2000000000, 'I'")),
          Map.entry("parseInteger", List.of("$s, 'w'", "$s, $s", "$pad('', 400000, 'M'), 'I'")),
          Map.entry(
              "fromMillis",
              List.of(
                  "0, '[Y999999999,2147483647-2147483647]'",
                  "0, '[Y,2147483647-2147483647]'",
                  "0, '[F,999999999]'",
                  "0, $s",
                  "$n")),
          Map.entry("toMillis", List.of("$s, '[Y,1-2147483647]'", "$s, $s", "$s")),
          Map.entry("now", List.of("'[Y,2147483647-2147483647]'", "$s")),
          Map.entry("map", List.of("$l, function($v){$map($l, function($w){$v})}")),
          Map.entry("filter", List.of("$l, function($v){$count($l[$ = $v]) > 0}")),
          Map.entry("reduce", List.of("$l, function($i, $j){$i & $j & $s}")),
          Map.entry("sort", List.of("$l, function($a, $b){$a < $b}")),
          Map.entry("shuffle", List.of("$l")),
          Map.entry("distinct", List.of("$append($l, $l)")),
          Map.entry("reverse", List.of("$l")),
          Map.entry("zip", List.of("$l, $l, $l")),
          Map.entry("append", List.of("$l, $l")),
          Map.entry("keys", List.of("$l.{$string($): 1}")),
          Map.entry("spread", List.of("$o")),
          Map.entry("merge", List.of("$l.{$string($): 1}")),
          Map.entry("each", List.of("$o, function($v, $k){$s & $k}")),
          Map.entry("sift", List.of("$o, function($v){$count($v) > 1}")),
          Map.entry("lookup", List.of("$l.{'a': $}, 'a'")),
          Map.entry("clone", List.of("$o")),
          Map.entry("type", List.of("$o")));

  static final List<String> EXPRESSIONS = expressions();

  static final List<String> SCHEMAS =
      List.of(
          doubling(40, "{\"$ref\":\"#/$defs/a0\"}"),
          doubling(40, "{\"properties\":{\"x\":{\"$ref\":\"#/$defs/a0\"}}}"),
          doubling(21, "{\"properties\":{\"x\":{\"$ref\":\"#/$defs/a0\"}}}"),
          "{\"$dynamicAnchor\":\"a\",\"allOf\":[{\"$dynamicRef\":\"#a\"},{\"$dynamicRef\":\"#a\"}]}",
          "{\"$ref\":\"#\"}",
          "{\"properties\":{\"x\":{\"anyOf\":[" + "{\"const\":1},".repeat(3_000) + "{}]}}}");

  private Bombs() {}

  private static List<String> expressions() {
    List<String> all = new ArrayList<>();
    HUGE.forEach(
        (name, calls) ->
            calls.forEach(arguments -> all.add(PREPARED + "$" + name + "(" + arguments + "))")));
    all.add("[1..10000000]");
    all.add("($f := function($n){1 + $f($n + 1)}; $f(1))");
    all.add("($f := function(){$f()}; $f())");
    all.add("($f := function($n, $s){$n = 0 ? $s : $f($n - 1, $s & $s)}; $f(40, 'x'))");
    all.add("[1..100000].([1..100000].($ * 2))");
    return List.copyOf(all);
  }

  /** A schema in which each level refers to the next one twice. */
  static String doubling(int levels, String top) {
    StringBuilder schema = new StringBuilder("{\"$defs\":{");
    IntStream.range(0, levels)
        .forEach(
            level -> {
              String next = "{\"$ref\":\"#/$defs/a" + (level + 1) + "\"}";
              schema.append("\"a" + level + "\":{\"allOf\":[" + next + "," + next + "]},");
            });
    return schema.append("\"a" + levels + "\":{}},").append(top.substring(1)).toString();
  }
}
