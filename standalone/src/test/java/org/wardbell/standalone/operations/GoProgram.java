package org.wardbell.standalone.operations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.wardbell.embedded.process.Cache;
import org.wardbell.embedded.process.EmbeddedServerException;
import org.wardbell.embedded.process.Programs;

/**
 * A program of others that checks files of ours: from the PATH, from the cache of programs, or
 * built there from its published Go module, once. Without it and without Go a test is skipped, and
 * says so.
 */
record GoProgram(String name, String version, String module, List<String> flags) {
  /** Without the discovery of targets in twenty clouds, which is most of it. */
  static final GoProgram PROMTOOL =
      new GoProgram(
          "promtool",
          "0.316.0",
          "github.com/prometheus/prometheus/cmd/promtool",
          List.of("-tags=remove_all_sd"));

  static final GoProgram HELM =
      new GoProgram("helm", "3.22.0", "helm.sh/helm/v3/cmd/helm", List.of());

  /** Some minutes on two cores; more when they are busy. */
  private static final Duration BUILD_LIMIT = Duration.ofMinutes(30);

  private static final Duration LIMIT = Duration.ofMinutes(3);

  /** The end of a run: its code, and all that it wrote. */
  record End(int code, String output) {}

  /** Runs the program in a folder; skips the test where there is none. */
  End run(Path folder, String... arguments) {
    List<String> line = new ArrayList<>(List.of(program().toString()));
    line.addAll(List.of(arguments));
    return run(folder, LIMIT, line, Optional.empty());
  }

  private Path program() {
    Optional<Path> installed = Programs.find(name);
    if (installed.isPresent()) {
      return installed.get();
    }
    try {
      return Cache.standard().once(name + "-" + version, this::build).resolve(name);
    } catch (EmbeddedServerException absent) {
      return Assumptions.abort(
          name
              + " is not installed and could not be built, so it checked nothing: "
              + absent.getMessage());
    }
  }

  private void build(Path empty) {
    Path go =
        Programs.find("go")
            .orElseThrow(() -> new EmbeddedServerException("Go is not installed either."));
    List<String> line = new ArrayList<>(List.of(go.toString(), "install"));
    line.addAll(flags);
    line.add(module + "@v" + version);
    End end = run(empty, BUILD_LIMIT, line, Optional.of(empty));
    if (end.code() != 0) {
      throw new EmbeddedServerException(
          "go install ended with code " + end.code() + ": " + end.output().strip());
    }
  }

  /** Runs a command to its end, its output in one text. */
  static End run(Path folder, Duration limit, List<String> line, Optional<Path> goBin) {
    try {
      Path output = Files.createTempFile("wardbell-" + UUID.randomUUID(), ".log");
      ProcessBuilder builder =
          new ProcessBuilder(line)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      goBin.ifPresent(bin -> builder.environment().put("GOBIN", bin.toString()));
      Process process = builder.start();
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new EmbeddedServerException(line + " did not end within " + limit + ".");
      }
      String text = Files.readString(output);
      Files.delete(output);
      return new End(process.exitValue(), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
