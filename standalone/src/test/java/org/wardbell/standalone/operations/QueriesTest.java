package org.wardbell.standalone.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The queries of the alerts and of the board: they ask only for what {@code docs/metrics.md} has.
 */
final class QueriesTest {
  private static final String METRICS = OperationsFiles.text("docs/metrics.md");
  private static final DocumentedMetrics DOCUMENTED = DocumentedMetrics.read(METRICS);

  /** Of Prometheus itself: its metric of each target, and what it adds to each series. */
  private static final String OF_PROMETHEUS = "up";

  private static final Set<String> ADDED = Set.of("instance", "job", "le");

  @Test
  void alert_asksForDocumentedMetricsAndLabels() {
    assertThat(AlertRules.read().all())
        .hasSizeGreaterThan(15)
        .allSatisfy(alert -> assertThat(problems(alert.query())).as(alert.name()).isEmpty());
  }

  @Test
  void panel_ofTheBoard_asksForDocumentedMetricsAndLabels() {
    List<String> queries = queriesOfTheBoard();

    assertThat(queries).hasSizeGreaterThan(25);
    assertThat(queries.stream().flatMap(query -> problems(query).stream())).isEmpty();
  }

  @Test
  void metric_ofWardbell_isOnTheBoardOrInAnAlert() {
    Set<String> asked = new TreeSet<>();
    Stream.concat(
            queriesOfTheBoard().stream(),
            AlertRules.read().all().stream().map(AlertRules.Alert::query))
        .flatMap(query -> PromQuery.parse(query).metrics().keySet().stream())
        .forEach(asked::add);

    assertThat(DOCUMENTED.single().keySet().stream().filter(name -> name.startsWith("wardbell_")))
        .allMatch(
            name ->
                asked.stream().anyMatch(each -> each.equals(name) || each.startsWith(name + "_")));
  }

  @Test
  void legend_ofAPanel_namesALabelThatItsQueryKeeps() {
    for (JsonNode panel : board().path("panels").valueStream().toList()) {
      for (JsonNode target : panel.path("targets").valueStream().toList()) {
        String legend = target.path("legendFormat").asString();
        if (legend.contains("{{")) {
          String label = legend.replaceAll(".*\\{\\{(\\w+)}}.*", "$1");
          Set<String> grouping = PromQuery.parse(target.path("expr").asString()).grouping();
          assertThat(grouping.contains(label) || grouping.isEmpty() && label.equals("instance"))
              .as(legend + " of " + panel.path("title"))
              .isTrue();
        }
      }
    }
  }

  @Test
  void query_withWhatIsNotThere_isSeen() {
    assertThat(problems("sum by (clinic) (rate(wardbell_nothing_total{lane=\"x\"}[5m])) > 1"))
        .containsExactly("no metric wardbell_nothing_total", "no label clinic");
    assertThat(problems("wardbell_attempts_seconds_count{webhook!=\"DELIVERED\"} and up == 0"))
        .containsExactly("no label webhook of wardbell_attempts_seconds_count");
    assertThat(problems("wardbell_sending_slots_count")).isNotEmpty();
    assertThat(problems("jvm_no_such_bytes")).containsExactly("no metric jvm_no_such_bytes");
  }

  private static List<String> problems(String text) {
    PromQuery query = PromQuery.parse(text);
    List<String> problems = new ArrayList<>();
    Set<String> known = new TreeSet<>(ADDED);
    boolean library = false;
    for (Map.Entry<String, Set<String>> asked : query.metrics().entrySet()) {
      String name = asked.getKey();
      if (name.equals(OF_PROMETHEUS)) {
        continue;
      }
      if (DOCUMENTED.isOfALibrary(name)) {
        library = true;
        if (!METRICS.contains("`" + name.replaceFirst("_(count|sum|max|bucket)$", "") + "`")) {
          problems.add("no metric " + name);
        }
        continue;
      }
      DocumentedMetrics.Metric metric = DOCUMENTED.of(name).orElse(null);
      if (metric == null) {
        problems.add("no metric " + name);
        continue;
      }
      known.addAll(metric.labels());
      asked.getValue().stream()
          .filter(label -> !metric.labels().contains(label) && !ADDED.contains(label))
          .forEach(label -> problems.add("no label " + label + " of " + name));
    }
    if (!library) {
      query.grouping().stream()
          .filter(label -> !known.contains(label))
          .forEach(label -> problems.add("no label " + label));
    }
    return problems;
  }

  private static List<String> queriesOfTheBoard() {
    return board()
        .path("panels")
        .valueStream()
        .flatMap(panel -> panel.path("targets").valueStream())
        .map(target -> Objects.requireNonNull(target.path("expr").asString()))
        .toList();
  }

  private static JsonNode board() {
    return JsonMapper.shared().readTree(OperationsFiles.text("operations/grafana/wardbell.json"));
  }
}
