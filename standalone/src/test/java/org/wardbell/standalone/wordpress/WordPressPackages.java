package org.wardbell.standalone.wordpress;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.wardbell.embedded.process.Cache;
import org.wardbell.embedded.process.DebianPackages;
import org.wardbell.embedded.process.EmbeddedServerException;
import org.wardbell.embedded.process.Programs;
import org.wardbell.embedded.process.SharedLibraries;

/**
 * The WordPress and the PHP of a Debian, unpacked into the cache, which needs no rights and
 * installs nothing. A PHP that is installed goes before the one of the packages.
 */
final class WordPressPackages {
  /** What to say, once, where there is none. */
  static final String SKIPPED =
      "The WordPress plugin was not tested: PHP and WordPress come from Debian's packages, and"
          + " apt-get cannot fetch them here.";

  /** For a slow line; a machine without one says so at once. */
  private static final Duration LIMIT = Duration.ofMinutes(10);

  /** The modules that WordPress needs and Debian has as files, each after those that it needs. */
  private static final List<String> MODULES = List.of("mysqlnd", "mysqli", "ctype", "tokenizer");

  private static final Pattern PACKAGE = Pattern.compile("(php\\d+\\.\\d+)-cli");

  private static final Path ANYWHERE = Path.of("").toAbsolutePath();

  private final Cache cache;

  WordPressPackages(Cache cache) {
    this.cache = cache;
  }

  /** Returns them, fetched if they are not there; empty where that is not possible. */
  Optional<WordPress> find() {
    if (!DebianPackages.areHere()) {
      return Optional.empty();
    }
    try {
      Path folder = cache.once("wordpress", this::fetch);
      return php(folder)
          .flatMap(php -> withModules(php, folder))
          .filter(WordPressPackages::isComplete);
    } catch (EmbeddedServerException e) {
      return Optional.empty();
    }
  }

  private void fetch(Path folder) throws IOException {
    System.out.println("Fetching WordPress from the distribution's packages (once, 13 MB)");
    String version = version();
    for (String name :
        List.of("wordpress", version + "-mysql", version + "-cli", version + "-common")) {
      if (!DebianPackages.unpack(name, folder, LIMIT)) {
        throw new IOException(name + " is not to be had");
      }
    }
    // Debian's own looks for settings in /etc.
    Files.writeString(
        wordPress(folder).resolve("wp-config.php"),
        "<?php\nrequire getenv('WARDBELL_WORDPRESS_CONFIG');\n");
  }

  /** Returns Debian's name of its PHP: that of the installed one, or the one that it offers. */
  private static String version() throws IOException {
    Optional<Path> installed = Programs.find("php");
    String said =
        installed.isPresent()
            ? output(
                installed.get().toString(),
                "-r",
                "echo 'php', PHP_MAJOR_VERSION, '.', PHP_MINOR_VERSION, '-cli';")
            : output("apt-cache", "depends", "php-cli");
    Matcher named = PACKAGE.matcher(said);
    if (!named.find()) {
      throw new IOException("no PHP");
    }
    return named.group(1);
  }

  private static Optional<Path> php(Path folder) {
    return Programs.find("php").or(() -> unpacked(folder));
  }

  private static Optional<Path> unpacked(Path folder) {
    try (Stream<Path> programs = Files.list(folder.resolve("usr/bin"))) {
      return programs
          .filter(file -> file.getFileName().toString().matches("php\\d+\\.\\d+"))
          .filter(file -> SharedLibraries.missing(file, Optional.empty()).isEmpty())
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Adds the modules that this PHP does not load by itself. */
  private static Optional<WordPress> withModules(Path php, Path folder) {
    try {
      List<String> loaded = output(php.toString(), "-m").lines().toList();
      List<String> options = new ArrayList<>();
      for (String module : MODULES) {
        if (!loaded.contains(module)) {
          Path file = module(folder, module);
          options.addAll(List.of("-d", "extension=" + file));
        }
      }
      return Optional.of(new WordPress(php, options, wordPress(folder)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Path module(Path folder, String name) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("usr/lib/php"))) {
      return files
          .filter(file -> file.endsWith(name + ".so"))
          .findFirst()
          .orElseThrow(() -> new IOException("no module " + name));
    }
  }

  private static boolean isComplete(WordPress found) {
    try {
      List<String> loaded =
          output(found.command("-m").toArray(String[]::new)).lines().map(String::strip).toList();
      return loaded.containsAll(MODULES);
    } catch (IOException e) {
      return false;
    }
  }

  private static Path wordPress(Path folder) {
    return folder.resolve("usr/share/wordpress");
  }

  private static String output(String... command) throws IOException {
    Process process =
        new ProcessBuilder(Arrays.asList(command))
            .directory(ANYWHERE.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
