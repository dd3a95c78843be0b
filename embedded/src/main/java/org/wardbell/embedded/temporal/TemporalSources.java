package org.wardbell.embedded.temporal;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.wardbell.embedded.process.Cache;
import org.wardbell.embedded.process.EmbeddedServerException;
import org.wardbell.embedded.process.Programs;

/**
 * The sources of the program that carries the real Temporal server: named by {@value #VARIABLE}, on
 * the PATH, in the cache, from the official download, built with Go; and if all that fails, the
 * Java test server.
 */
public final class TemporalSources {
  /** The environment variable that names the program. */
  public static final String VARIABLE = "WARDBELL_TEMPORAL_CLI";

  /**
   * Server 1.29.1. Later versions of the command line cannot be built with go install, and both
   * ways must give the same server, because it does not read the database file of another version.
   */
  static final String VERSION = "1.5.1";

  public static final URI OFFICIAL =
      URI.create("https://github.com/temporalio/cli/releases/download/v" + VERSION + "/");

  private final Cache cache;
  private final Map<String, String> environment;
  private final URI download;

  TemporalSources(Cache cache, Map<String, String> environment, URI download) {
    this.cache = cache;
    this.environment = environment;
    this.download = download;
  }

  public static TemporalSources standard(Cache cache) {
    return new TemporalSources(cache, System.getenv(), OFFICIAL);
  }

  /** Returns the program that is on this machine already; fetches nothing. */
  public Optional<TemporalSource.CommandLine> present() {
    String named = environment.getOrDefault(VARIABLE, "");
    if (!named.isBlank()) {
      Path program = Path.of(named).toAbsolutePath();
      if (!Programs.isProgram(program)) {
        throw new EmbeddedServerException(
            VARIABLE + " names " + program + ", which is not a program: correct it or unset it.");
      }
      return Optional.of(new TemporalSource.CommandLine(program, VARIABLE));
    }
    Optional<Path> installed = Programs.find("temporal", environment.getOrDefault("PATH", ""));
    if (installed.isPresent()) {
      return Optional.of(new TemporalSource.CommandLine(installed.get(), "PATH"));
    }
    Path cached = cache.programs().resolve("temporal");
    return Programs.isProgram(cached)
        ? Optional.of(new TemporalSource.CommandLine(cached, "cache"))
        : Optional.empty();
  }

  /**
   * Returns the program that is on this machine, else from the first source that gives it; at worst
   * the Java test server.
   */
  TemporalSource resolve(Consumer<String> progress) {
    Optional<TemporalSource.CommandLine> present = present();
    return present.isPresent() ? present.get() : fetch(progress);
  }

  private TemporalSource fetch(Consumer<String> progress) {
    StringBuilder reasons = new StringBuilder();
    try {
      TemporalDownload official = new TemporalDownload(download, VERSION);
      Path program = cache.program("temporal", folder -> official.into(folder, progress));
      return new TemporalSource.CommandLine(program, "official download");
    } catch (EmbeddedServerException e) {
      progress.accept(e.getMessage());
      reasons.append(e.getMessage());
    }
    Optional<Path> go = Programs.find("go", environment.getOrDefault("PATH", ""));
    if (go.isEmpty()) {
      reasons.append(" Go is not installed, so it cannot be built either.");
      return new TemporalSource.JavaTestServer(reasons.toString());
    }
    try {
      Path program =
          cache.program(
              "temporal", folder -> TemporalGoBuild.into(folder, go.get(), VERSION, progress));
      return new TemporalSource.CommandLine(program, "built with Go");
    } catch (EmbeddedServerException e) {
      progress.accept(e.getMessage());
      return new TemporalSource.JavaTestServer(
          reasons.append(' ').append(e.getMessage()).toString());
    }
  }

  /**
   * Returns the program's own statement of its version, for example "1.5.1 (Server 1.29.1, UI
   * 2.42.1)".
   */
  public static Optional<String> versionOf(Path program) {
    try {
      Process process =
          new ProcessBuilder(program.toString(), "--version").redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0
          ? Optional.of(said.strip().replaceFirst("^temporal version ", ""))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
