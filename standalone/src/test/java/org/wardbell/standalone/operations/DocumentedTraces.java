package org.wardbell.standalone.operations;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The tables of {@code docs/tracing.md}: the names of spans, and their attributes. */
public record DocumentedTraces(Set<String> spans, Set<String> attributes) {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\|");

  /** Reads the document. */
  public static DocumentedTraces read() {
    String text = OperationsFiles.text("docs/tracing.md");
    return new DocumentedTraces(rows(text, "Spans"), rows(text, "Attributes"));
  }

  private static Set<String> rows(String text, String heading) {
    String section = text.split("\n## " + heading + "\n", 2)[1].split("\n## ", 2)[0];
    return ROW.matcher(section)
        .results()
        .map(row -> row.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
