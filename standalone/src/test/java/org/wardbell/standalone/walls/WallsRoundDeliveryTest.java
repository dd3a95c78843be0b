package org.wardbell.standalone.walls;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.standalone.walls.House.outermost;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.delivery.DeliveryConfiguration;
import org.wardbell.activities.delivery.state.Lane;
import org.wardbell.activities.http.AttemptTimings;
import org.wardbell.activities.request.OutgoingRequest;

/** Tests that other rooms use deliveries by a few doors, and see nothing of how they are made. */
class WallsRoundDeliveryTest {
  private static final String ACTIVITIES = "org.wardbell.activities.";

  /** What makes and sends a delivery: these packages with those below them. */
  private static final Set<String> INSIDE =
      Set.of("delivery", "preview", "request", "http", "network");

  private static final Set<String> OPEN_PACKAGES =
      Set.of("delivery", "delivery.query", "delivery.replay", "preview");

  private static final Set<String> OPEN_TYPES =
      Set.of(
          "delivery.attempt.ActivitySlots",
          "delivery.removal.DeliveryRemoval",
          "delivery.state.OpenDeliveries",
          "delivery.state.OperationalEvents",
          "http.AttemptTimings",
          "http.ReceivedResponse",
          "network.AllowedNetworks",
          "network.NetworkConfiguration",
          "request.ProductVersion");

  private static final ArchRule USE_THE_DOORS =
      noClasses()
          .that(describe("stand in other rooms", WallsRoundDeliveryTest::isOutside))
          .should()
          .dependOnClassesThat(describe("are no doors", WallsRoundDeliveryTest::isHidden))
          .because("the inside of deliveries can change while its doors stay");

  @Test
  void room_otherThanActivities_usesTheDoorsOnly() {
    USE_THE_DOORS.check(House.CLASSES);
  }

  @Test
  void door_ofTheList_isUsed() {
    Set<String> used =
        House.CLASSES.stream()
            .filter(WallsRoundDeliveryTest::isOutside)
            .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
            .map(dependency -> outermost(dependency.getTargetClass()).getName())
            .filter(name -> name.startsWith(ACTIVITIES))
            .map(name -> name.substring(ACTIVITIES.length()))
            .collect(toSet());

    assertThat(used).as("a door that nobody uses can be closed").containsAll(OPEN_TYPES);
  }

  @Test
  void room_thatKnowsTheInside_isSeen() {
    assertThat(seen(KnowsALane.class)).isTrue();
    assertThat(seen(KnowsARequest.class)).isTrue();
  }

  @Test
  void room_thatKnowsTheDoors_isNotSeen() {
    assertThat(seen(KnowsDoors.class)).isFalse();
  }

  private static boolean isOutside(JavaClass type) {
    return !type.getPackageName().startsWith(ACTIVITIES);
  }

  private static boolean isHidden(JavaClass type) {
    if (isOutside(type)) {
      return false;
    }
    String name = outermost(type).getName().substring(ACTIVITIES.length());
    String place = type.getPackageName().substring(ACTIVITIES.length());
    return INSIDE.contains(place.split("\\.", 2)[0])
        && !OPEN_PACKAGES.contains(place)
        && !OPEN_TYPES.contains(name);
  }

  private static boolean seen(Class<?> user) {
    return USE_THE_DOORS.evaluate(new ClassFileImporter().importClasses(user)).hasViolation();
  }

  static final class KnowsALane {
    Class<?> inside = Lane.class;
  }

  static final class KnowsARequest {
    Class<?> inside = OutgoingRequest.class;
  }

  static final class KnowsDoors {
    Class<?> configuration = DeliveryConfiguration.class;
    Class<?> timings = AttemptTimings.class;
  }
}
