package org.wardbell.standalone.walls;

import java.nio.file.Files;
import java.nio.file.Path;

/** The repository that the tests run in. */
final class Repository {
  private Repository() {}

  /** Returns its folder. */
  static Path folder() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      Path parent = folder.getParent();
      if (parent == null) {
        throw new IllegalStateException("run this inside the repository: no mvnw above " + folder);
      }
      folder = parent;
    }
    return folder;
  }
}
