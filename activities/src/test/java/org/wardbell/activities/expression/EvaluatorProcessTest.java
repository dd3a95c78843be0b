package org.wardbell.activities.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.wardbell.activities.Await;
import org.wardbell.activities.expression.evaluator.EvaluatorMain;

class EvaluatorProcessTest {
  private static final UUID CLINIC = new UUID(0, 8);
  private static final UUID OTHER = new UUID(0, 9);

  /** RE2 is linear in the text and in the pattern, and looks at no clock: a billion steps. */
  private static final String ENDLESS =
      "{\"properties\":{\"x\":{\"pattern\":\"" + "a[ab]{900}".repeat(4) + "c\"}}}";

  private static final byte[] LONG_TEXT = json("{\"x\":\"" + "a".repeat(250_000) + "\"}");

  @Test
  void evaluation_thatIgnoresItsBounds_isStoppedFromOutside() {
    Await.until("a place", () -> isAnswered(OTHER));
    List<ProcessHandle> before = Evaluations.processes();

    assertThatThrownBy(() -> DocumentSchema.misfits(CLINIC, ENDLESS, LONG_TEXT))
        .isInstanceOfSatisfying(
            ExpressionOverload.class, overload -> assertThat(overload.isSlow()).isTrue());

    Await.until(
        "the end of its process", () -> before.stream().anyMatch(process -> !process.isAlive()));
    Await.until("a place for another clinic", () -> isAnswered(OTHER));
    Await.until("a place for the clinic as well", () -> isAnswered(CLINIC));
  }

  /** On a busy machine the next process may take longer to start than anybody waits for a place. */
  private static boolean isAnswered(UUID clinic) {
    try {
      return Expression.compile("true").matches(clinic, json("{}"));
    } catch (ExpressionOverload busy) {
      return false;
    }
  }

  @Test
  void process_whoseInputEnds_endsAsWell() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                EvaluatorMain.class.getName())
            .start();
    try {
      assertThat(process.getInputStream().read()).isEqualTo(EvaluatorMain.READY);

      process.getOutputStream().close();

      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void process_ofExpressions_hasNoneOfOurEnvironment() throws IOException {
    Await.until("a place", () -> isAnswered(OTHER));

    assertThat(Evaluations.processes()).isNotEmpty();
    for (ProcessHandle child : Evaluations.processes()) {
      String environment =
          Files.readString(
              Path.of("/proc/" + child.pid() + "/environ"), StandardCharsets.ISO_8859_1);
      assertThat(Stream.of(environment.split("\0")).filter(each -> !each.isEmpty()))
          .allMatch(each -> each.startsWith("LANG=") || each.startsWith("LC_"));
    }
  }

  private static byte[] json(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
