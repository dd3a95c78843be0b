package org.wardbell.standalone.walls;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.nio.file.Path;

/** All rooms: their classes, read once, and the folder they stand in. */
final class House {
  /** Every class of ours, without tests and without the code that jOOQ generated. */
  static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("/database/generated/"))
          .importPackages("org.wardbell");

  /** The same, and the code of the pages' templates, which uses some of it. */
  static final JavaClasses WITH_TEMPLATES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("/database/generated/"))
          .importPackages("org.wardbell", "gg.jte.generated");

  /** Two packages of tests that break the rules between packages. */
  static final JavaClasses FIXTURES =
      new ClassFileImporter().importPackages("org.wardbell.standalone.walls.fixture");

  private House() {}

  /** Returns the type itself, or the one that it is nested in. */
  static JavaClass outermost(JavaClass type) {
    JavaClass outer = type;
    while (outer.getEnclosingClass().isPresent()) {
      outer = outer.getEnclosingClass().orElseThrow();
    }
    return outer;
  }

  /** Returns the repository's folder. */
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
