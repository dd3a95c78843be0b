package org.wardbell.standalone.operations;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A query of Prometheus, as far as its names go.
 *
 * @param metrics each with the labels that it is selected by
 * @param grouping the labels that results are grouped by
 */
record PromQuery(Map<String, Set<String>> metrics, Set<String> grouping) {
  private static final Pattern GROUPING =
      Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");

  private static final Pattern RANGE = Pattern.compile("\\[[^\\]]*]");

  /** A name, what it is selected by, and the bracket after a function. */
  private static final Pattern NAME =
      Pattern.compile("(?<![\\w.])([a-zA-Z_:][\\w:]*)\\s*(\\{[^}]*})?(\\s*\\()?");

  private static final Pattern LABEL = Pattern.compile("([a-z_]+)\\s*(?:=~|!~|!=|=)");
  private static final Pattern WORD = Pattern.compile("[a-z_]+");
  private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "bool", "offset");

  static PromQuery parse(String query) {
    String plain = RANGE.matcher(GROUPING.matcher(query).replaceAll(" ")).replaceAll(" ");
    Map<String, Set<String>> metrics = new LinkedHashMap<>();
    Matcher name = NAME.matcher(plain);
    while (name.find()) {
      if (name.group(3) == null && !OPERATORS.contains(name.group(1))) {
        Set<String> labels = metrics.computeIfAbsent(name.group(1), _ -> new TreeSet<>());
        if (name.group(2) != null) {
          LABEL.matcher(name.group(2)).results().forEach(label -> labels.add(label.group(1)));
        }
      }
    }
    return new PromQuery(
        metrics,
        GROUPING
            .matcher(query)
            .results()
            .flatMap(group -> WORD.matcher(group.group(1)).results())
            .map(label -> label.group())
            .collect(Collectors.toCollection(TreeSet::new)));
  }
}
