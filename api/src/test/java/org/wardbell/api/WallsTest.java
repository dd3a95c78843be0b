package org.wardbell.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RestController;

/** The walls round this room, beyond those of its class path. */
@AnalyzeClasses(packages = "org.wardbell.api", importOptions = ImportOption.DoNotIncludeTests.class)
class WallsTest {
  @ArchTest
  static final ArchRule API_CALLS_NO_URL =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.net.http..",
              "okhttp3..",
              "com.google.api..",
              "com.google.auth..",
              "org.apache.http..",
              "org.apache.hc..",
              "org.springframework.http.client..",
              "org.springframework.web.client..",
              "org.springframework.web.reactive..")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.net.HttpURLConnection")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.net.URL")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.net.Socket")
          .because("a worker makes every request, so that the network guard sees all of them");

  @ArchTest
  static final ArchRule CONTROLLERS_STAY_IN_THEIR_PACKAGE =
      classes()
          .that()
          .areAnnotatedWith(RestController.class)
          .or()
          .areAnnotatedWith(Controller.class)
          .should()
          .notBePublic()
          .because("only HTTP calls them");

  @ArchTest
  static final ArchRule ONE_JACKSON =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.wardbell.api.documentation")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.fasterxml.jackson.core..", "com.fasterxml.jackson.databind..")
          .because("requests and answers go through one strict mapper");
}
