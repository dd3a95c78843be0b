package org.wardbell.standalone.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The alerts, as Prometheus's own tool evaluates them over series that are played to it. */
final class PromtoolTest {
  static final String FOLDER = "operations/prometheus/";
  static final List<String> FILES = List.of("deliveries.test.yaml", "ground.test.yaml");

  private static final Path HERE = OperationsFiles.folder().resolve(FOLDER);

  @Test
  void rules_areValid() {
    GoProgram.End end = GoProgram.PROMTOOL.run(HERE, "check", "rules", "wardbell.rules.yaml");

    assertThat(end.code()).as(end.output()).isZero();
    assertThat(end.output()).contains(AlertRules.read().all().size() + " rules found");
  }

  @Test
  void configuration_isValid() {
    GoProgram.End end =
        GoProgram.PROMTOOL.run(HERE, "check", "config", "--syntax-only", "prometheus.yaml");

    assertThat(end.code()).as(end.output()).isZero();
  }

  @Test
  void rules_fireWhenTheyShould_andAreSilentOtherwise() {
    for (String file : FILES) {
      GoProgram.End end = GoProgram.PROMTOOL.run(HERE, "test", "rules", file);

      assertThat(end.code()).as(end.output()).isZero();
      assertThat(end.output()).contains("SUCCESS");
    }
  }

  /** With another limit the tests fail, so they test it. */
  @Test
  void rule_withAnotherLimit_failsItsTests(@TempDir Path copy) throws IOException {
    for (String file : FILES) {
      Files.copy(HERE.resolve(file), copy.resolve(file));
    }
    Files.writeString(
        copy.resolve("wardbell.rules.yaml"),
        OperationsFiles.text(AlertRules.FILE)
            .replace(
                "max(wardbell_deliveries_late_seconds) > 300",
                "max(wardbell_deliveries_late_seconds) > 30000"));

    GoProgram.End end = GoProgram.PROMTOOL.run(copy, "test", "rules", FILES.getFirst());

    assertThat(end.code()).as(end.output()).isNotZero();
    assertThat(end.output()).contains("WardbellDeliveriesLate");
  }
}
