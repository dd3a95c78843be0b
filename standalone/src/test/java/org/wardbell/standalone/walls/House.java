package org.wardbell.standalone.walls;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** All rooms: their classes, read once. */
final class House {
  /**
   * Every class of ours, without tests and without the code that jOOQ generated, and the code of
   * the pages' templates, which uses some of it.
   */
  static final JavaClasses WITH_TEMPLATES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("/database/generated/"))
          .importPackages("org.wardbell", "gg.jte.generated");

  /** The same without the templates. */
  static final JavaClasses CLASSES =
      WITH_TEMPLATES.that(resideInAPackage("org.wardbell..").as("written by us"));

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
}
