package org.wardbell.standalone.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/runbook.md} and the alerts: who is woken finds a section that says what to do. */
final class RunbookTest {
  private static final String RUNBOOK = OperationsFiles.text("docs/runbook.md");
  private static final Pattern SECTION = Pattern.compile("(?m)^## (\\w+)$");
  private static final List<AlertRules.Alert> ALERTS = AlertRules.read().all();

  @Test
  void section_isThereForEachAlert_andForNothingElse() {
    assertThat(SECTION.matcher(RUNBOOK).results().map(section -> section.group(1)))
        .containsExactlyInAnyOrderElementsOf(ALERTS.stream().map(AlertRules.Alert::name).toList());
  }

  @Test
  void section_saysWhatItMeansAndWhatToDo() {
    for (String section : RUNBOOK.split("(?m)^## ", -1)) {
      if (!section.startsWith("#")) {
        assertThat(section).contains("\n\n**Means:** ").containsPattern("(?m)^1\\. \\S");
      }
    }
  }

  @Test
  void alert_leadsToItsSection_andHasASeverity() {
    assertThat(ALERTS)
        .allSatisfy(
            alert -> {
              assertThat(alert.runbook())
                  .isEqualTo("docs/runbook.md#" + alert.name().toLowerCase(Locale.ROOT));
              assertThat(alert.severity()).isIn("critical", "warning");
            });
  }

  @Test
  void alert_isTestedFiringAndSilent() {
    Set<String> firing = new TreeSet<>();
    Set<String> silent = new TreeSet<>();
    for (String file : PromtoolTest.FILES) {
      Map<?, ?> tests = OperationsFiles.yaml(OperationsFiles.text(PromtoolTest.FOLDER + file));
      OperationsFiles.maps(tests, "tests").stream()
          .flatMap(test -> OperationsFiles.maps(test, "alert_rule_test").stream())
          .forEach(
              check ->
                  (OperationsFiles.maps(check, "exp_alerts").isEmpty() ? silent : firing)
                      .add(Objects.toString(check.get("alertname"))));
    }
    List<String> names = ALERTS.stream().map(AlertRules.Alert::name).toList();

    assertThat(firing).containsExactlyInAnyOrderElementsOf(names);
    // That one is silent about another pool in the very test in which it fires.
    names.stream()
        .filter(name -> !name.equals("WardbellConnectionsShort"))
        .forEach(name -> assertThat(silent).contains(name));
  }
}
