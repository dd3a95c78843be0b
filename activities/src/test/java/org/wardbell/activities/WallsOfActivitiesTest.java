package org.wardbell.activities;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;

/** The walls round this room: it does the work that workflows decide on, in any process. */
class WallsOfActivitiesTest {
  private static final JavaClasses ROOM =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("/database/generated/"))
          .importPackages("org.wardbell.activities");

  private static final ArchRule KNOWS_NO_WEB_SERVER =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.springframework.web..",
              "org.springframework.http..",
              "org.springframework.boot..",
              "jakarta.servlet..",
              "org.apache.catalina..")
          .because("a worker serves no requests, and the api brings its own server");

  private static final ArchRule KNOWS_WORKFLOWS_ONLY =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.wardbell.api..",
              "org.wardbell.worker..",
              "org.wardbell.embedded..",
              "org.wardbell.simulator..",
              "org.wardbell.standalone..")
          .because("api and worker build on this room, not the other way round");

  @Test
  void room_everyClass_knowsNoWebServer() {
    KNOWS_NO_WEB_SERVER.check(ROOM);
  }

  @Test
  void room_everyClass_knowsNoOtherRoomThanWorkflows() {
    KNOWS_WORKFLOWS_ONLY.check(ROOM);
  }

  @Test
  void room_asItWasImported_isNotEmpty() {
    assertThat(ROOM).hasSizeGreaterThan(100);
  }

  @Test
  void webServer_aClassThatKnowsBoot_isSeen() {
    assertThat(
            KNOWS_NO_WEB_SERVER
                .evaluate(new ClassFileImporter().importClasses(KnowsBoot.class))
                .hasViolation())
        .isTrue();
  }

  static final class KnowsBoot {
    Class<?> boot = SpringApplication.class;
  }
}
