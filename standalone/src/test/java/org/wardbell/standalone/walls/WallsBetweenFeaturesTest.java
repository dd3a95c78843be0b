package org.wardbell.standalone.walls;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The walls between features: a type is public only if another package uses it, or meets it in a
 * public method of one that it uses. A package-private type can be changed by reading one folder.
 */
class WallsBetweenFeaturesTest {
  /** Stands in for the outside world: its public types are for the tests of every other room. */
  private static final String SIMULATOR = "org.wardbell.simulator.";

  /** Public without a user among our classes. The list may become shorter. */
  private static final Set<String> PUBLIC_ALL_THE_SAME =
      Set.of(
          // The compiler copies their constants, so no class file shows who reads them.
          "org.wardbell.api.problem.RequestLimits",
          "org.wardbell.workflows.TaskQueues",
          "org.wardbell.workflows.retention.RetentionWorkflow",
          // Tomcat makes them, by their names.
          "org.wardbell.api.connection.WatchedNioProtocol",
          "org.wardbell.api.problem.ContainerProblems",
          // The logging of Boot makes them, by their names.
          "org.wardbell.activities.log.LogWords",
          "org.wardbell.api.health.ApiFailurePrinter",
          "org.wardbell.worker.WorkerFailurePrinter",
          // Our part of a library's package, which is not read here, uses them.
          "org.wardbell.activities.expression.evaluator.ExactNumber",
          "org.wardbell.activities.expression.evaluator.OutOfBounds",
          // jOOQ's generated code, which is not read here, uses them.
          "org.wardbell.activities.database.InstantBinding",
          "org.wardbell.activities.database.UuidConverter",
          // Tests of other features and rooms bring up a database or a catalogue with them.
          "org.wardbell.activities.database.Database",
          "org.wardbell.activities.database.DatabaseSettings",
          "org.wardbell.activities.event.CatalogueFile",
          "org.wardbell.embedded.mysql.MySqlTemplate",
          "org.wardbell.embedded.mysql.TemporaryMySql",
          // Named in a switch over types, which a class file does not show as a use.
          "org.wardbell.activities.network.AddressBlockedException",
          // Callers that open a sealed value may have to catch it.
          "org.wardbell.activities.crypto.BrokenSealException");

  @Test
  void publicType_ofAnyFeature_isUsedByAnotherPackage() {
    Set<JavaClass> exported = exported();
    Set<String> leaks =
        publicTypes()
            .filter(type -> !type.getName().startsWith(SIMULATOR))
            .filter(type -> !exported.contains(type))
            .filter(type -> type.tryGetMethod("main", String[].class).isEmpty())
            .map(JavaClass::getName)
            .collect(Collectors.toCollection(TreeSet::new));

    leaks.removeAll(PUBLIC_ALL_THE_SAME);
    assertThat(leaks)
        .as("public, but of use in its own package only: leave the word public away")
        .isEmpty();
  }

  @Test
  void publicTypes_ofTheHouse_areMostlyExported() {
    assertThat(exported()).hasSizeGreaterThan(100);
  }

  /** Returns the types that other packages use, and those in their public signatures. */
  private static Set<JavaClass> exported() {
    Set<JavaClass> exported = new HashSet<>();
    Deque<JavaClass> unread = new ArrayDeque<>();
    publicTypes().filter(WallsBetweenFeaturesTest::isUsedElsewhere).forEach(unread::add);
    while (!unread.isEmpty()) {
      JavaClass type = unread.remove();
      if (exported.add(type)) {
        met(type).map(House::outermost).forEach(unread::add);
      }
    }
    return exported;
  }

  private static Stream<JavaClass> publicTypes() {
    return House.WITH_TEMPLATES.stream()
        .filter(type -> type.getPackageName().startsWith("org.wardbell"))
        .filter(type -> type.getEnclosingClass().isEmpty())
        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC));
  }

  private static boolean isUsedElsewhere(JavaClass type) {
    return House.WITH_TEMPLATES.stream()
        .filter(part -> House.outermost(part).equals(type))
        .flatMap(part -> part.getDirectDependenciesToSelf().stream())
        .map(Dependency::getOriginClass)
        .anyMatch(user -> !user.getPackageName().equals(type.getPackageName()));
  }

  private static Stream<JavaClass> met(JavaClass type) {
    return Stream.concat(
            type.getAllRawSuperclasses().stream(),
            type.getCodeUnits().stream()
                .filter(unit -> unit.getModifiers().contains(JavaModifier.PUBLIC))
                .flatMap(WallsBetweenFeaturesTest::signature))
        .filter(met -> met.getPackageName().startsWith("org.wardbell."));
  }

  private static Stream<JavaClass> signature(JavaCodeUnit unit) {
    return Stream.concat(
            Stream.concat(Stream.of(unit.getReturnType()), unit.getParameterTypes().stream()),
            unit.getExceptionTypes().stream())
        .map(JavaType.class::cast)
        .flatMap(part -> part.getAllInvolvedRawTypes().stream());
  }
}
