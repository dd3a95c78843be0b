package org.wardbell.standalone.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardbell.embedded.process.Programs;

/** The unit, as systemd reads it and judges it. */
final class SystemdUnitTest {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** In tenths of systemd's points, where 100 is a service that may do everything. */
  private static final String MOST_EXPOSED = "--threshold=20";

  private static final String UNIT = OperationsFiles.text("operations/systemd/wardbell.service");

  @TempDir private Path folder;

  @Test
  void unit_isValid() throws IOException {
    GoProgram.End end = analyze("verify", unit(UNIT).toString());

    assertThat(end.code()).as(end.output()).isZero();
    assertThat(end.output()).doesNotContain("wardbell.service");
  }

  @Test
  void unit_withAMisspelledLine_isSeen() throws IOException {
    GoProgram.End end =
        analyze("verify", unit(UNIT.replace("ProtectSystem=", "ProtectSystems=")).toString());

    assertThat(end.output()).contains("ProtectSystems");
  }

  @Test
  void service_mayDoLittle() throws IOException {
    GoProgram.End end =
        analyze("security", "--offline=true", "--no-pager", MOST_EXPOSED, unit(UNIT).toString());

    assertThat(end.code()).as(end.output()).isZero();
  }

  @Test
  void service_withoutItsSandbox_isJudgedExposed() throws IOException {
    String open = UNIT.replaceAll("(?m)^(Protect|Private|Restrict|SystemCall|Capability).*$", "");

    GoProgram.End end =
        analyze("security", "--offline=true", "--no-pager", MOST_EXPOSED, unit(open).toString());

    assertThat(end.code()).isNotZero();
  }

  private GoProgram.End analyze(String... arguments) {
    Optional<Path> program = Programs.find("systemd-analyze");
    if (program.isEmpty()) {
      return Assumptions.abort("systemd-analyze is not installed, so the unit was not checked");
    }
    List<String> line = new ArrayList<>(List.of(program.get().toString()));
    line.addAll(List.of(arguments));
    return GoProgram.run(folder, LIMIT, line, Optional.empty());
  }

  /** The program is not installed here, and whether it is there is checked as well. */
  private Path unit(String text) throws IOException {
    return Files.writeString(
        folder.resolve("wardbell.service"),
        text.replaceFirst("(?m)^ExecStart=\\S+", "ExecStart=/bin/sh"));
  }
}
