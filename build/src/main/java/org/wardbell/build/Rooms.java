package org.wardbell.build;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * All Maven modules of the repository.
 *
 * @param folder the repository's
 * @param all in the root pom's order
 */
record Rooms(Path folder, List<Room> all) {
  /** The module whose dependencies hold JUnit's console. */
  private static final String CONSOLE = "build";

  static Rooms of(Path folder) {
    return new Rooms(
        folder,
        Pom.read(folder.resolve("pom.xml")).texts("/project/modules/module").stream()
            .map(name -> room(name, folder.resolve(name)))
            .toList());
  }

  private static Room room(String name, Path folder) {
    Path pom = folder.resolve("pom.xml");
    String artifact =
        Pom.read(pom)
            .text("/project/artifactId")
            .orElseThrow(() -> new IllegalStateException(pom + " has no artifactId"));
    return new Room(name, artifact, folder);
  }

  Path pom() {
    return folder.resolve("pom.xml");
  }

  /** A folder for what belongs to no single room. */
  Path quick() {
    return folder.resolve("target").resolve("quick");
  }

  Optional<Room> ofArtifact(String artifact) {
    return all.stream().filter(room -> room.artifact().equals(artifact)).findFirst();
  }

  Room console() {
    return all.stream().filter(room -> room.name().equals(CONSOLE)).findFirst().orElseThrow();
  }
}
