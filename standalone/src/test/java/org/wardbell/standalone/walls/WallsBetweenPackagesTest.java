package org.wardbell.standalone.walls;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SliceRule;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Tests that packages depend on each other in one direction, and that each fits into a head. */
class WallsBetweenPackagesTest {
  private static final int MAXIMUM_TYPES = 25;

  @Test
  void packages_ofTheHouse_areFreeOfCircles() {
    noCircles().check(House.CLASSES);
  }

  @Test
  void package_ofTheHouse_hasFewTypes() {
    assertThat(crowded(House.CLASSES, MAXIMUM_TYPES))
        .as("packages of more than %s types: split them by subject", MAXIMUM_TYPES)
        .isEmpty();
  }

  @Test
  void circle_ofTwoPackages_isSeen() {
    assertThat(noCircles().evaluate(House.FIXTURES).hasViolation()).isTrue();
  }

  @Test
  void package_withOneTypeTooMany_isSeen() {
    assertThat(crowded(House.FIXTURES, 1)).isEmpty();
    assertThat(crowded(House.FIXTURES, 0))
        .containsOnlyKeys(
            "org.wardbell.standalone.walls.fixture.back",
            "org.wardbell.standalone.walls.fixture.front")
        .containsValue(1L);
  }

  /** A room's own package and the packages below it are packages like any other. */
  private static SliceRule noCircles() {
    return slices().assignedFrom(new PackageSlices()).should().beFreeOfCycles();
  }

  private static Map<String, Long> crowded(JavaClasses classes, int maximum) {
    Map<String, Long> types =
        classes.stream()
            .filter(type -> type.getEnclosingClass().isEmpty())
            .filter(type -> !type.getSimpleName().equals("package-info"))
            .collect(groupingBy(JavaClass::getPackageName, TreeMap::new, counting()));
    types.values().removeIf(number -> number <= maximum);
    return types;
  }

  private static final class PackageSlices implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return type.getPackageName().startsWith("org.wardbell.")
          ? SliceIdentifier.of(type.getPackageName())
          : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
      return "every package of ours";
    }
  }
}
