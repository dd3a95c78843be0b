package org.wardbell.standalone.browser.chromium;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.wardbell.embedded.process.Cache;
import org.wardbell.embedded.process.Programs;

/**
 * The search for a Chromium: first the one that {@value #VARIABLE} names, then the PATH, the usual
 * folders, and what the distribution offers. A program counts only if it runs; Ubuntu, for example,
 * has a script of that name that only says what to install.
 */
public final class ChromiumSearch {
  /** The environment variable that names a program to use before all others. */
  public static final String VARIABLE = "WARDBELL_CHROMIUM";

  /** The full browsers first: they can also show a window. */
  private static final List<String> NAMES =
      List.of(
          "chromium",
          "chromium-browser",
          "google-chrome",
          "google-chrome-stable",
          "chromium-headless-shell");

  private static final List<Path> USUAL_PLACES =
      Stream.of(
              "/usr/lib/chromium/chromium",
              "/usr/lib/chromium/chromium-headless-shell",
              "/usr/lib/chromium-browser/chromium-browser",
              "/opt/google/chrome/chrome",
              "/snap/bin/chromium",
              "/Applications/Chromium.app/Contents/MacOS/Chromium",
              "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
          .map(Path::of)
          .toList();

  /** A first start on a busy machine; one that works takes a second. */
  private static final Duration START_LIMIT = Duration.ofMinutes(1);

  private final Map<String, String> environment;
  private final List<Path> places;
  private final Supplier<Optional<Chromium>> distribution;

  ChromiumSearch(
      Map<String, String> environment,
      List<Path> places,
      Supplier<Optional<Chromium>> distribution) {
    this.environment = environment;
    this.places = places;
    this.distribution = distribution;
  }

  /** Returns the search on this machine. */
  public static ChromiumSearch onThisMachine() {
    return new ChromiumSearch(
        System.getenv(),
        USUAL_PLACES,
        () -> new ChromiumPackages(Cache.standard(), System.out::println).find());
  }

  /**
   * Returns the first that runs; empty if there is none.
   *
   * @throws IllegalStateException if the variable names something that does not run
   */
  public Optional<Chromium> find() {
    String named = environment.getOrDefault(VARIABLE, "").strip();
    if (!named.isEmpty()) {
      Path program = Path.of(named);
      if (!runs(program)) {
        throw new IllegalStateException(
            VARIABLE + " names " + named + ", which is no browser that runs: correct it.");
      }
      return Optional.of(Chromium.at(program));
    }
    String path = environment.getOrDefault("PATH", "");
    return Stream.concat(
            NAMES.stream().flatMap(name -> Programs.find(name, path).stream()), places.stream())
        .filter(ChromiumSearch::runs)
        .findFirst()
        .map(Chromium::at)
        .or(distribution);
  }

  /** Returns whether a program is there and says that it is a Chromium. */
  static boolean runs(Path program) {
    if (!Programs.isProgram(program)) {
      return false;
    }
    try {
      Process process =
          new ProcessBuilder(program.toString(), "--version")
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(START_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return false;
      }
      return process.exitValue() == 0 && said.contains("Chrom");
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
