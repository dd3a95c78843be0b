package org.wardbell.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The wall that the enforcer cannot build: the JDK and Spring can call a URL without any library.
 */
class WallsOfApiTest {
  private static final JavaClasses ROOM =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.wardbell.api");

  private static final ArchRule CALLS_NO_URL =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.net.http..",
              "org.springframework.web.client..",
              "org.springframework.web.reactive.function.client..",
              "org.springframework.http.client..",
              "okhttp3..",
              "com.google.api.client..")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.net.Socket")
          .orShould()
          .callMethod(java.net.URL.class, "openStream")
          .orShould()
          .callMethod(java.net.URL.class, "openConnection")
          .because("what strangers reach must not be able to reach others: calls are activities");

  @Test
  void room_everyClass_callsNoUrl() {
    CALLS_NO_URL.check(ROOM);
  }

  @Test
  void room_asItWasImported_isNotEmpty() {
    assertThat(ROOM).hasSizeGreaterThan(30);
  }

  @ParameterizedTest
  @ValueSource(classes = {HasAClient.class, OpensASocket.class, OpensAUrl.class})
  void urls_anOffender_isSeen(Class<?> offender) {
    assertThat(
            CALLS_NO_URL.evaluate(new ClassFileImporter().importClasses(offender)).hasViolation())
        .isTrue();
  }

  static final class HasAClient {
    HttpClient client = HttpClient.newHttpClient();
  }

  static final class OpensASocket {
    Socket socket = new Socket();
  }

  static final class OpensAUrl {
    InputStream stream(URI uri) throws IOException {
      return uri.toURL().openStream();
    }
  }
}
