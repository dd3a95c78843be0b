package org.wardbell.standalone.operations;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The alerts in {@code operations/prometheus}. */
record AlertRules(List<Alert> all) {
  static final String FILE = "operations/prometheus/wardbell.rules.yaml";

  /** One alert. */
  record Alert(String name, String query, String severity, String runbook) {}

  static AlertRules read() {
    Map<?, ?> file = OperationsFiles.yaml(OperationsFiles.text(FILE));
    return new AlertRules(
        OperationsFiles.maps(file, "groups").stream()
            .flatMap(group -> OperationsFiles.maps(group, "rules").stream())
            .map(
                rule ->
                    new Alert(
                        text(rule, "alert"),
                        text(rule, "expr"),
                        text(OperationsFiles.map(rule, "labels"), "severity"),
                        text(OperationsFiles.map(rule, "annotations"), "runbook")))
            .toList());
  }

  private static String text(Map<?, ?> map, String name) {
    return Objects.toString(Objects.requireNonNull(map.get(name), name));
  }
}
