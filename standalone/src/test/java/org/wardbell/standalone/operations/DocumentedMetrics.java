package org.wardbell.standalone.operations;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The tables of {@code docs/metrics.md}: single metrics, and groups of libraries' metrics. */
record DocumentedMetrics(Map<String, Metric> single, List<String> groups) {
  private static final Pattern SINGLE =
      Pattern.compile(
          "(?m)^\\| `([a-z_]+)` \\| (counter|gauge|summary|histogram) \\| ([^|]+) \\|([^|]*)\\|");

  private static final Pattern GROUP = Pattern.compile("(?m)^\\| `([a-z]+_)\\*` \\|");
  private static final Pattern WORD = Pattern.compile("`([a-z_]+)`");

  /** The parts of a summary or a histogram. */
  private static final Pattern PART = Pattern.compile("_(count|sum|max|bucket)$");

  /** One row. */
  record Metric(String type, Set<String> labels) {}

  static DocumentedMetrics read(String document) {
    Map<String, Metric> single = new LinkedHashMap<>();
    SINGLE
        .matcher(document)
        .results()
        .forEach(row -> single.put(row.group(1), new Metric(row.group(2), words(row.group(4)))));
    return new DocumentedMetrics(
        single, GROUP.matcher(document).results().map(row -> row.group(1)).toList());
  }

  private static Set<String> words(String cell) {
    return WORD.matcher(cell)
        .results()
        .map(word -> word.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Returns the row of a metric as queries name it, with the parts of a summary. */
  Optional<Metric> of(String name) {
    Metric exact = single.get(name);
    if (exact != null) {
      return Optional.of(exact);
    }
    return Optional.ofNullable(single.get(PART.matcher(name).replaceFirst("")))
        .filter(whole -> whole.type().equals("summary") || whole.type().equals("histogram"));
  }

  /** Returns whether it belongs to a library whose metrics are not listed one by one. */
  boolean isOfALibrary(String name) {
    return groups.stream().anyMatch(name::startsWith);
  }
}
