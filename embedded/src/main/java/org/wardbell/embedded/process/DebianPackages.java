package org.wardbell.embedded.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The packages of a Debian or Ubuntu, unpacked into a folder of ours: no rights are needed and
 * nothing is installed.
 */
public final class DebianPackages {
  private DebianPackages() {}

  /** Returns whether this machine has the programs for it. */
  public static boolean areHere() {
    return Programs.find("apt-get").isPresent() && Programs.find("dpkg-deb").isPresent();
  }

  /**
   * Downloads a package in the version that the machine's lists name, and unpacks it, without what
   * it depends on.
   *
   * @param limit for the download
   * @return whether the package is in the folder now
   */
  public static boolean unpack(String name, Path folder, Duration limit) throws IOException {
    Path work = Files.createDirectory(folder.resolve("package-" + name));
    try {
      if (!runs(work, limit, "apt-get", "download", name)) {
        return false;
      }
      Optional<Path> archive = archive(work);
      return archive.isPresent()
          && runs(work, limit, "dpkg-deb", "-x", archive.get().toString(), folder.toString());
    } finally {
      Cache.removeTree(work);
    }
  }

  private static Optional<Path> archive(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".deb")).findFirst();
    }
  }

  /** Returns whether a command ended well within a time; what it says is nobody's business. */
  public static boolean runs(Path folder, Duration limit, String... command) {
    try {
      Process process =
          new ProcessBuilder(List.of(command))
              .directory(folder.toFile())
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return false;
      }
      return process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
