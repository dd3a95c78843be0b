package org.wardbell.embedded.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The shared libraries of a program, as this machine's loader sees them (what ldd shows). */
public final class SharedLibraries {
  private SharedLibraries() {}

  /**
   * Returns the names of those that the loader does not find; the program itself does not run.
   *
   * @param program a binary, not a script
   * @param extraFolder a further folder to look in
   * @throws EmbeddedServerException if the program is for another machine
   */
  public static List<String> missing(Path program, Optional<Path> extraFolder) {
    ProcessBuilder builder = new ProcessBuilder(program.toString());
    builder.redirectErrorStream(true);
    builder.environment().put("LD_TRACE_LOADED_OBJECTS", "1");
    extraFolder.ifPresent(f -> builder.environment().put("LD_LIBRARY_PATH", f.toString()));
    try {
      Process loader = builder.start();
      String said = new String(loader.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return said.lines()
          .filter(l -> l.contains("not found"))
          .map(l -> l.strip().split("\\s", 2)[0])
          .distinct()
          .toList();
    } catch (IOException e) {
      throw new EmbeddedServerException(
          program.getFileName() + " cannot be run on this machine: " + e.getMessage() + ".", e);
    }
  }
}
