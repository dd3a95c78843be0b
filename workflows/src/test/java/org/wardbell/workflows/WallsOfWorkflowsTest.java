package org.wardbell.workflows;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.File;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The walls round this room. Each rule is tried twice: the room keeps it, and the offenders at the
 * end of this file do not, so that a rule which no longer sees anything fails here too.
 */
class WallsOfWorkflowsTest {
  private static final JavaClasses ROOM =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.wardbell.workflows");

  private static final ArchRule KNOWS_ONLY_TEMPORAL =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "org.wardbell.workflows..",
              "io.temporal..",
              "com.fasterxml.jackson.annotation..",
              "org.jspecify..",
              "org.slf4j..",
              "java..")
          .because("this room decides; effects are activities, behind interfaces");

  /**
   * Replay must take the same way again, so nothing here may ask the machine it happens to run on.
   */
  private static final ArchRule ASKS_NO_CLOCK_NO_DICE_NO_WORLD =
      noClasses()
          .should()
          .callMethodWhere(Nondeterminism.CALL)
          .orShould()
          .callConstructorWhere(Nondeterminism.CONSTRUCTION)
          .orShould()
          .dependOnClassesThat(Nondeterminism.TYPE)
          .because("a workflow that is replayed elsewhere and later must decide the same");

  private static final ArchRule ITERATES_IN_A_KNOWN_ORDER =
      noClasses()
          .that()
          .haveSimpleNameEndingWith("WorkflowImpl")
          .should()
          .dependOnClassesThat(Nondeterminism.HASH_ORDERED)
          .orShould()
          .callMethodWhere(Nondeterminism.MAKES_HASH_ORDERED)
          .because("hash order differs from one process to the next: use LinkedHashMap or a list");

  @Test
  void room_everyClass_knowsOnlyTemporalAndAnnotations() {
    KNOWS_ONLY_TEMPORAL.check(ROOM);
  }

  @Test
  void room_everyClass_isDeterministic() {
    ASKS_NO_CLOCK_NO_DICE_NO_WORLD.check(ROOM);
  }

  @Test
  void workflows_collections_areIteratedInAKnownOrder() {
    ITERATES_IN_A_KNOWN_ORDER.check(ROOM);
  }

  @Test
  void workflows_implementations_areFound() {
    assertThat(ROOM.stream().filter(type -> type.getSimpleName().endsWith("WorkflowImpl")))
        .as("the rules above look for this name")
        .hasSizeGreaterThanOrEqualTo(3);
  }

  @Test
  void room_aClassThatKnowsATestLibrary_isSeen() {
    assertThat(breaks(KNOWS_ONLY_TEMPORAL, KnowsAnotherLibrary.class)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        AsksTheTime.class,
        AsksTheDate.class,
        AsksTheOldClock.class,
        AsksMillis.class,
        AsksNanos.class,
        AsksAClock.class,
        ThrowsDice.class,
        ThrowsMathDice.class,
        MakesAnId.class,
        StartsAThread.class,
        StartsAPool.class,
        StartsAFuture.class,
        ReadsAFile.class,
        KnowsAFile.class,
        KnowsAnAddress.class,
        ReadsTheEnvironment.class,
        StreamsInParallel.class
      })
  void determinism_anOffender_isSeen(Class<?> offender) {
    assertThat(breaks(ASKS_NO_CLOCK_NO_DICE_NO_WORLD, offender)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        MapWorkflowImpl.class,
        SetWorkflowImpl.class,
        ConcurrentWorkflowImpl.class,
        SaltedWorkflowImpl.class,
        CollectingWorkflowImpl.class
      })
  void hashOrder_anOffender_isSeen(Class<?> offender) {
    assertThat(breaks(ITERATES_IN_A_KNOWN_ORDER, offender)).isTrue();
  }

  private static boolean breaks(ArchRule rule, Class<?> offender) {
    return rule.evaluate(new ClassFileImporter().importClasses(offender)).hasViolation();
  }

  static final class KnowsAnotherLibrary {
    Object other = assertThat(1);
  }

  static final class AsksTheTime {
    Instant time = Instant.now();
  }

  static final class AsksTheDate {
    LocalDate date = LocalDate.now();
  }

  static final class AsksTheOldClock {
    Date date = new Date();
  }

  static final class AsksMillis {
    long time = System.currentTimeMillis();
  }

  static final class AsksNanos {
    long time = System.nanoTime();
  }

  static final class AsksAClock {
    Clock clock = Clock.systemUTC();
  }

  static final class ThrowsDice {
    int dice = new Random().nextInt();
  }

  static final class ThrowsMathDice {
    double dice = Math.random();
  }

  static final class MakesAnId {
    UUID id = UUID.randomUUID();
  }

  static final class StartsAThread {
    Thread thread = Thread.ofVirtual().unstarted(() -> {});
  }

  static final class StartsAPool {
    Object pool = Executors.newSingleThreadExecutor();
  }

  static final class StartsAFuture {
    Object future = CompletableFuture.completedFuture(1);
  }

  static final class ReadsAFile {
    boolean there = Files.exists(Path.of("x"));
  }

  static final class KnowsAFile {
    File file = new File("x");
  }

  static final class KnowsAnAddress {
    InetAddress address = InetAddress.getLoopbackAddress();
  }

  static final class ReadsTheEnvironment {
    String home = System.getenv("HOME");
  }

  static final class StreamsInParallel {
    long count = List.of(1).parallelStream().count();
  }

  static final class MapWorkflowImpl {
    Map<String, String> map = new HashMap<>();
  }

  static final class SetWorkflowImpl {
    int size() {
      return new HashSet<>(List.of(1)).size();
    }
  }

  static final class ConcurrentWorkflowImpl {
    Map<String, String> map = new ConcurrentHashMap<>();
  }

  static final class SaltedWorkflowImpl {
    Set<String> set = Set.of("a", "b");
  }

  static final class CollectingWorkflowImpl {
    Object set = List.of(1).stream().collect(Collectors.toSet());
  }
}
