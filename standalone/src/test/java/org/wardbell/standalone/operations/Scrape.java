package org.wardbell.standalone.operations;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a server shows to Prometheus: its metrics by name, with types and labels. */
record Scrape(Map<String, DocumentedMetrics.Metric> metrics) {
  private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
  private static final Pattern SERIES = Pattern.compile("([a-z_:A-Z0-9]+)(?:\\{(.*)})? \\S+.*");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"(?:[^\"\\\\]|\\\\.)*\"");

  /** Labels of a part of a histogram or summary, which say nothing of what was measured. */
  private static final Set<String> OF_PARTS = Set.of("le", "quantile");

  static Scrape read(String text) {
    Map<String, DocumentedMetrics.Metric> metrics = new LinkedHashMap<>();
    String family = "";
    for (String line : text.lines().toList()) {
      Matcher type = TYPE.matcher(line);
      Matcher series = SERIES.matcher(line);
      if (type.matches()) {
        family = type.group(1);
        metrics.put(family, new DocumentedMetrics.Metric(type.group(2), new TreeSet<>()));
      } else if (!line.startsWith("#") && series.matches() && series.group(2) != null) {
        Set<String> labels = Objects.requireNonNull(metrics.get(family), line).labels();
        LABEL.matcher(series.group(2)).results().forEach(label -> labels.add(label.group(1)));
        labels.removeAll(OF_PARTS);
      }
    }
    // The largest of a summary's last minutes is a gauge of its own, which belongs to it.
    metrics
        .keySet()
        .removeIf(
            name ->
                name.endsWith("_max") && isSummary(metrics.get(name.replaceFirst("_max$", ""))));
    return new Scrape(metrics);
  }

  private static boolean isSummary(DocumentedMetrics.@Nullable Metric metric) {
    return metric != null && (metric.type().equals("summary") || metric.type().equals("histogram"));
  }
}
