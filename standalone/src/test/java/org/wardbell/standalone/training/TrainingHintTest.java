package org.wardbell.standalone.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrainingHintTest {
  @TempDir private Path data;

  @Test
  void hint_isToldOnce_toWhoHasNoCache() {
    Path cache = data.resolve("wardbell.aot");

    assertThat(TrainingHint.line(data, cache)).hasValueSatisfying(TrainingHintTest::namesIt);
    assertThat(TrainingHint.line(data, cache)).isEmpty();
  }

  private static void namesIt(String line) {
    assertThat(line).contains("./wardbell train").doesNotContain("\n");
  }

  @Test
  void hint_isNothing_whereACacheIs() throws IOException {
    Path cache = Files.createFile(data.resolve("wardbell.aot"));

    assertThat(TrainingHint.line(data, cache)).isEmpty();
    assertThat(data.resolve("train.told")).doesNotExist();
  }
}
