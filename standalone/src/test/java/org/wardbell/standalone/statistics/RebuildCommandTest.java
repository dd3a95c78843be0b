package org.wardbell.standalone.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.wardbell.standalone.client.ScriptedServer;
import picocli.CommandLine;

final class RebuildCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final ScriptedServer server = new ScriptedServer();

  @AfterEach
  void stop() {
    server.close();
  }

  private int rebuild(String key) {
    return new CommandLine(new StatisticsCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(
            "rebuild",
            "--key-from-environment",
            key,
            "--pause-millis",
            "1",
            "--server",
            server.address());
  }

  @Test
  void rebuild_waitsUntilTheNewFiguresAreShown() {
    server.answer(202, "{\"rebuilding\":true}");
    server.answer(200, "{\"rebuilding\":true}");
    server.answer(200, "{\"rebuilding\":false}");

    assertThat(rebuild("k")).isZero();
    assertThat(server.asked())
        .extracting(each -> each.method() + " " + each.authorization())
        .containsExactly("POST Bearer k", "GET Bearer k", "GET Bearer k");
    assertThat(out.toString()).endsWith("The new figures are shown." + System.lineSeparator());
  }

  @Test
  void refusal_isTold() {
    server.answer(409, "{\"detail\":\"being made anew already\"}");

    assertThat(rebuild("k")).isEqualTo(1);
    assertThat(err.toString()).contains("409: being made anew already");
  }

  @Test
  void key_thatIsMissing_isWrongUsage() {
    assertThat(rebuild("")).isEqualTo(2);
    assertThat(err.toString()).contains("WARDBELL_KEY is not set");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void key_thatNoHeaderTakes_isWrongUsage_andNotRepeated() {
    assertThat(rebuild("wbk_1\nwbk_2")).isEqualTo(2);
    assertThat(err.toString()).contains("WARDBELL_KEY is not a key").doesNotContain("wbk_");
    assertThat(server.asked()).isEmpty();
  }
}
