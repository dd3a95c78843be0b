package org.wardbell.standalone.walls;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The walls between rooms: "workflows decides, activities does, api listens, worker runs". */
class WallsBetweenRoomsTest {
  private static final String HOUSE = "org.wardbell.";

  /** The rooms that each room may know, beside itself. */
  private static final Map<String, Set<String>> MAY_KNOW =
      Map.of(
          "workflows", Set.of(),
          "embedded", Set.of(),
          "simulator", Set.of(),
          "activities", Set.of("workflows"),
          "api", Set.of("workflows", "activities"),
          "worker", Set.of("workflows", "activities"),
          "standalone",
              Set.of("workflows", "activities", "api", "worker", "embedded", "simulator"));

  @ParameterizedTest
  @ValueSource(
      strings = {"workflows", "embedded", "simulator", "activities", "api", "worker", "standalone"})
  void room_everyClass_knowsOnlyTheRoomsItMay(String room) {
    classes()
        .that()
        .resideInAPackage(HOUSE + room + "..")
        .should()
        .onlyDependOnClassesThat(areOutsideOrIn(room))
        .because("a room that knows more can no longer be read, tested or run alone")
        .check(House.CLASSES);
  }

  @Test
  void house_everyClass_standsInARoomNamedHere() {
    assertThat(House.CLASSES).extracting(WallsBetweenRoomsTest::room).isSubsetOf(MAY_KNOW.keySet());
    assertThat(House.CLASSES)
        .extracting(WallsBetweenRoomsTest::room)
        .containsAll(MAY_KNOW.keySet());
  }

  @Test
  void package_ofEveryClass_isNullMarked() {
    classes().should(stayInAPackageThatIsNullMarked()).check(House.CLASSES);
  }

  private static DescribedPredicate<JavaClass> areOutsideOrIn(String room) {
    return DescribedPredicate.describe(
        "stand in " + room + " or in one of " + MAY_KNOW.get(room),
        type ->
            !type.getPackageName().startsWith(HOUSE)
                || room(type).equals(room)
                || MAY_KNOW.get(room).contains(room(type)));
  }

  /** Without the mark the compiler's null checks pass over the package in silence. */
  private static ArchCondition<JavaClass> stayInAPackageThatIsNullMarked() {
    return new ArchCondition<>("stand in a package whose package-info says @NullMarked") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
        events.add(
            new SimpleConditionEvent(
                type, marked, type.getName() + ": its package-info.java is not @NullMarked"));
      }
    };
  }

  private static String room(JavaClass type) {
    return type.getPackageName().substring(HOUSE.length()).split("\\.", 2)[0];
  }
}
