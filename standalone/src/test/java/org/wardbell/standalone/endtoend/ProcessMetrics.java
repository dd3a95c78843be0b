package org.wardbell.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The metrics of {@code docs/metrics.md}, by the process that shows them. */
final class ProcessMetrics {
  private static final Pattern ROW =
      Pattern.compile(
          "(?m)^\\| `(wardbell_\\w+)` \\|[^|]*\\|[^|]*\\|[^|]*\\| (api|worker|both)\\b");

  private static final Pattern SHOWN = Pattern.compile("(?m)^# TYPE (wardbell_\\w+) ");

  private ProcessMetrics() {}

  /** Asserts that a process, api or worker, shows its own and no others. */
  static void assertShown(String process, String scrape) throws IOException {
    Set<String> documented = new TreeSet<>();
    ROW.matcher(Files.readString(Path.of("..", "docs", "metrics.md")))
        .results()
        .filter(row -> row.group(2).equals(process) || row.group(2).equals("both"))
        .forEach(row -> documented.add(row.group(1)));
    Set<String> shown = new TreeSet<>();
    SHOWN
        .matcher(scrape)
        .results()
        .map(type -> type.group(1))
        // Beside each summary, the largest of the last minutes.
        .filter(name -> !name.endsWith("_max"))
        .forEach(shown::add);
    assertThat(documented).hasSizeGreaterThan(5);
    assertThat(shown).isEqualTo(documented);
  }
}
