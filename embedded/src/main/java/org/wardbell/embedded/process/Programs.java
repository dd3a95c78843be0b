package org.wardbell.embedded.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Programs of the operating system, found on the PATH. */
public final class Programs {
  private Programs() {}

  public static Optional<Path> find(String name) {
    return find(name, Optional.ofNullable(System.getenv("PATH")).orElse(""));
  }

  public static Optional<Path> find(String name, String path) {
    for (String folder : path.split(File.pathSeparator, -1)) {
      if (folder.isEmpty()) {
        continue;
      }
      Path program = Path.of(folder, name);
      if (isProgram(program)) {
        return Optional.of(program.toAbsolutePath());
      }
    }
    return Optional.empty();
  }

  public static boolean isProgram(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }
}
