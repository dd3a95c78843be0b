package org.wardbell.build;

import java.nio.file.Path;

/**
 * A Maven module with its folders.
 *
 * @param name its folder's name, as the root pom says it
 * @param artifact its artifact id
 */
record Room(String name, String artifact, Path folder) {
  Path pom() {
    return folder.resolve("pom.xml");
  }

  Path sources(Part part) {
    return folder.resolve("src").resolve(part.folder()).resolve("java");
  }

  /** The pages' templates, which become sources; most rooms have none. */
  Path templates() {
    return folder.resolve("src").resolve(Part.MAIN.folder()).resolve("jte");
  }

  /** The sources that templates became. */
  Path generated() {
    return quick().resolve("jte");
  }

  /** Read where they lie: nothing is filtered, so a copy would only be late. */
  Path resources(Part part) {
    return folder.resolve("src").resolve(part.folder()).resolve("resources");
  }

  /** A folder of our own below {@code target}: what Maven built stays as it is. */
  Path quick() {
    return folder.resolve("target").resolve("quick");
  }

  /** Below {@code out/test}, tests are recognised as such by ArchUnit. */
  Path classes(Part part) {
    return quick().resolve("out").resolve(part.folder());
  }
}
