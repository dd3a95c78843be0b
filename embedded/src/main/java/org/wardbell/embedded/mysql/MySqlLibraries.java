package org.wardbell.embedded.mysql;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.wardbell.embedded.process.Cache;
import org.wardbell.embedded.process.DebianPackages;
import org.wardbell.embedded.process.EmbeddedServerException;
import org.wardbell.embedded.process.Programs;
import org.wardbell.embedded.process.SharedLibraries;

/**
 * The system libraries that mysqld needs and that a small machine may lack. Missing ones are taken
 * from the distribution's own package, unpacked into the cache: no rights are needed and nothing is
 * installed.
 */
public final class MySqlLibraries {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final String FOLDER = "mysql-libraries";

  /**
   * Library to the packages that have it, newest distribution first (Debian 13 and Ubuntu 24.04
   * renamed libaio1).
   */
  private static final Map<String, List<String>> PACKAGES =
      Map.of(
          "libaio.so.1", List.of("libaio1t64", "libaio1"),
          "libnuma.so.1", List.of("libnuma1"));

  private MySqlLibraries() {}

  /**
   * Returns the missing libraries as {@link SharedLibraries} does, also before the archive is
   * unpacked: then by the loader's list of installed libraries.
   */
  public static List<String> missingHere(Path mysqld) {
    if (Programs.isProgram(mysqld)) {
      return SharedLibraries.missing(mysqld, Optional.empty());
    }
    Path ldconfig = Programs.find("ldconfig").orElse(Path.of("/sbin/ldconfig"));
    try {
      Process list = new ProcessBuilder(ldconfig.toString(), "-p").start();
      String said = new String(list.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return PACKAGES.keySet().stream().filter(l -> !said.contains(l + " ")).sorted().toList();
    } catch (IOException e) {
      return PACKAGES.keySet().stream().sorted().toList();
    }
  }

  /** Returns the folder to put into LD_LIBRARY_PATH; empty if the machine has everything. */
  static Optional<Path> folderFor(Path mysqld, Cache cache, Consumer<String> progress) {
    List<String> missing = SharedLibraries.missing(mysqld, Optional.empty());
    if (missing.isEmpty()) {
      return Optional.empty();
    }
    Path folder = cache.once(FOLDER, empty -> fetch(missing, empty, progress));
    List<String> stillMissing = SharedLibraries.missing(mysqld, Optional.of(folder));
    if (!stillMissing.isEmpty()) {
      throw new EmbeddedServerException(
          "MySQL needs " + String.join(", ", stillMissing) + ": " + advice(stillMissing));
    }
    return Optional.of(folder);
  }

  public static boolean isFetched(Cache cache) {
    return Files.isDirectory(cache.files().resolve(FOLDER));
  }

  public static String advice(List<String> missing) {
    List<String> packages =
        missing.stream().flatMap(l -> PACKAGES.getOrDefault(l, List.of(l)).stream()).toList();
    return "install it with your package manager (Debian, Ubuntu: apt-get install one of "
        + String.join(", ", packages)
        + "; Fedora: dnf install libaio numactl-libs).";
  }

  private static void fetch(List<String> missing, Path folder, Consumer<String> progress)
      throws IOException {
    for (String library : missing) {
      progress.accept("Fetching " + library + " from the distribution's package (once)");
      List<String> packages = PACKAGES.getOrDefault(library, List.of());
      boolean done = false;
      for (String name : packages) {
        done = done || unpackPackage(name, library, folder);
      }
      if (!done) {
        throw new EmbeddedServerException(
            "MySQL needs " + library + ", which could not be fetched: " + advice(missing));
      }
    }
  }

  private static boolean unpackPackage(String name, String library, Path folder)
      throws IOException {
    Path work = Files.createDirectory(folder.resolve(name));
    try {
      if (!DebianPackages.unpack(name, work, LIMIT)) {
        return false;
      }
      // Debian 13 calls the file libaio.so.1t64; the loader asks for libaio.so.1, so the copy gets
      // that name.
      Optional<Path> file = firstFile(work, library).or(() -> firstFile(work, library + "t64"));
      if (file.isEmpty()) {
        return false;
      }
      Files.copy(file.get(), folder.resolve(library));
      return true;
    } finally {
      Cache.removeTree(work);
    }
  }

  private static Optional<Path> firstFile(Path folder, String ending) {
    try (Stream<Path> tree = Files.walk(folder)) {
      return tree.filter(p -> p.getFileName().toString().endsWith(ending)).findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
