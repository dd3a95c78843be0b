package org.wardbell.embedded.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A watchdog that ends a throwaway server and removes its folder however this JVM ends: a small
 * shell waits for the end of a pipe that only the JVM holds open. A shutdown hook would run too
 * early (beside the hooks of those that still use the server), and not at all when the JVM is
 * killed.
 */
public final class Watchdog {
  private static final String SCRIPT =
      """
      read -r line
      [ "$(readlink "/proc/$1/exe")" = "$2" ] && kill -9 "$1"
      rm -rf "$3"
      """;

  private Watchdog() {}

  public static void guard(long pid, String program, Path folder) {
    List<String> line = new ArrayList<>();
    Programs.find("setsid").map(Path::toString).ifPresent(line::add);
    line.addAll(List.of("sh", "-c", SCRIPT, "watchdog"));
    line.addAll(List.of(Long.toString(pid), program, folder.toString()));
    try {
      new ProcessBuilder(line)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      throw new EmbeddedServerException("Cannot start the watchdog of a throwaway server.", e);
    }
  }
}
