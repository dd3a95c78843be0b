package org.wardbell.standalone.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardbell.embedded.process.Programs;

/** The compose file, as Docker's client reads it; no server of Docker is asked. */
final class ComposeFileTest {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @Test
  void file_withNewSecrets_isValid_andWithoutThemIsRefused(@TempDir Path folder)
      throws IOException {
    Path docker = OperationsFiles.folder().resolve("docker");
    String program = Programs.find("docker").map(Path::toString).orElse("");
    if (program.isEmpty() || !hasCompose(folder, program)) {
      Assumptions.abort("docker compose is not installed, so the compose file was not checked");
    }
    GoProgram.End secrets =
        GoProgram.run(
            folder, LIMIT, List.of("sh", docker.resolve("new-env").toString()), Optional.empty());
    Path environment = Files.writeString(folder.resolve("env"), secrets.output());
    Path nothing = Files.writeString(folder.resolve("nothing"), "");

    assertThat(check(docker, program, environment).code()).isZero();
    assertThat(check(docker, program, nothing).output()).contains("is missing");
  }

  private static boolean hasCompose(Path folder, String program) {
    return GoProgram.run(folder, LIMIT, List.of(program, "compose", "version"), Optional.empty())
            .code()
        == 0;
  }

  private static GoProgram.End check(Path docker, String program, Path environment) {
    return GoProgram.run(
        docker,
        LIMIT,
        List.of(
            program,
            "compose",
            "--file",
            docker.resolve("compose.yaml").toString(),
            "--env-file",
            environment.toString(),
            "config",
            "--quiet"),
        Optional.empty());
  }
}
