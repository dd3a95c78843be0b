package org.wardbell.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** {@code wardbell package}: the archive, unpacked elsewhere, runs with a JDK only. */
class PackageIT {
  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final Path SOURCES = TARGET.resolveSibling("..").normalize();
  private static final Path JDK = Path.of(System.getProperty("java.home"));

  private static Path work = TARGET;
  private static Path unpacked = TARGET;

  @BeforeAll
  static void packageAndUnpack() throws IOException {
    Assumptions.assumeTrue(
        isBuilt(), "Maven has not packaged the product here, so no archive was made of it");
    work = Files.createDirectories(TARGET.resolve("package-" + UUID.randomUUID()));
    Path archive = work.resolve("wardbell.tar.gz");
    String said =
        Command.run(
                work,
                List.of(
                    SOURCES.resolve("build/package.sh").toString(),
                    JDK.toString(),
                    TARGET.toString(),
                    archive.toString()))
            .outputOrFail();
    assertThat(said.strip()).isEqualTo(archive.toString());
    Command.run(work, List.of("tar", "-xzf", archive.toString())).outputOrFail();
    try (Stream<Path> folders = Files.list(work)) {
      unpacked = folders.filter(Files::isDirectory).findFirst().orElseThrow();
    }
  }

  private static boolean isBuilt() throws IOException {
    try (Stream<Path> files = Files.list(TARGET)) {
      return files.anyMatch(
              file -> file.getFileName().toString().matches("wardbell-standalone-.*\\.jar"))
          && Files.isDirectory(TARGET.resolve("lib"));
    }
  }

  @Test
  void archive_hasOneFolder_withLicencesDocumentsAndWhatItIsMadeOf() throws IOException {
    assertThat(unpacked.getFileName().toString()).matches("wardbell-\\d.*");
    assertThat(
            List.of(
                "LICENSE",
                "INSTALL.md",
                "README.md",
                "CHANGELOG.md",
                "THIRD-PARTY.txt",
                "docs/operating.md",
                "docs/runbook.md",
                "wordpress/wardbell/wardbell.php",
                "operations/systemd/wardbell.service",
                "operations/prometheus/wardbell.rules.yaml",
                "operations/grafana/wardbell.json",
                "operations/helm/wardbell/Chart.yaml"))
        .allSatisfy(file -> assertThat(unpacked.resolve(file)).isNotEmptyFile());
    assertThat(
            JsonMapper.shared()
                .readTree(Files.readString(unpacked.resolve("sbom.cdx.json")))
                .path("components"))
        .hasSizeGreaterThan(100);
    assertThat(unpacked.resolve("pom.xml")).doesNotExist();
  }

  @Test
  void up_fromTheArchive_answersAndStops() throws IOException {
    try (ServerProcess up =
        ServerProcess.script(
            unpacked.resolve("wardbell"),
            Map.of(
                "JAVA_HOME",
                JDK.toString(),
                "WARDBELL_ADMIN_KEY",
                TestApi.KEY,
                // It lives for seconds: the better compiler would not be done in time.
                "WARDBELL_JAVA_OPTIONS",
                "-XX:TieredStopAtLevel=1"),
            "up",
            "--data",
            work.resolve("data").toString(),
            "--port",
            "0")) {
      TestApi api = new TestApi(URI.create(up.awaitLine("API +(http://127.0.0.1:\\d+)/api/v1")));
      // Ready once the relay has made its first round.
      Await.until("readiness", () -> readiness(api), status -> status == 200);
      assertThat(api.event("packaged").status()).isEqualTo(202);
      Await.until("processes for expressions", () -> up.evaluators() > 0);
      up.terminate();
      assertThat(up.output()).contains("Stopped.");
    }
    // Nothing was built, and nothing is written beside the program.
    try (Stream<Path> files = Files.list(unpacked)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.contains("built") || name.endsWith(".log"));
    }
  }

  private static int readiness(TestApi api) {
    try {
      return api.get("/actuator/health/readiness").status();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void commandsForDevelopers_inThePackage_sayThatTheyNeedSources() {
    try (ServerProcess test =
        ServerProcess.script(
            unpacked.resolve("wardbell"), Map.of("JAVA_HOME", JDK.toString()), "package")) {
      assertThat(test.awaitEnd(Duration.ofMinutes(1))).isEqualTo(1);
      assertThat(test.output()).contains("needs Wardbell's sources");
    }
  }
}
