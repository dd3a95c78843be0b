package org.wardbell.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import tools.jackson.databind.json.JsonMapper;

@DisabledIfSystemProperty(
    named = "wardbell.product",
    matches = ".*",
    disabledReason = "./wardbell test packages nothing")
class ThirdPartyNoticesIT {
  private static final Path TARGET = Path.of("target");

  /** A line's {@code (licence) name (group:artifact:version - address)}. */
  private static final Pattern NOTICE =
      Pattern.compile("^ +\\(\\S.*\\) .*\\([^:()]+:([^:]+):([^:]+) - .*\\)$", Pattern.MULTILINE);

  @Test
  void notices_inTheJar_nameEveryLibraryBesideIt() throws IOException {
    Set<String> noticed =
        NOTICE
            .matcher(notices())
            .results()
            .map(notice -> notice.group(1) + "-" + notice.group(2))
            .collect(Collectors.toSet());
    assertThat(libraries())
        .hasSizeGreaterThan(100)
        .allSatisfy(library -> assertThat(noticed).anyMatch(library::startsWith));
  }

  @Test
  void billOfMaterials_inTheJar_hasEveryLibraryBesideIt() throws IOException {
    Set<String> listed =
        new JsonMapper()
            .readTree(content("META-INF/sbom/application.cdx.json"))
            .path("components")
            .valueStream()
            .map(part -> part.path("name").asString() + "-" + part.path("version").asString())
            .collect(Collectors.toSet());
    assertThat(libraries()).allSatisfy(library -> assertThat(listed).anyMatch(library::startsWith));
  }

  @Test
  void libraries_thatNobodyLooksAfterAnyMore_areNotBesideTheJar() throws IOException {
    assertThat(libraries()).noneMatch(library -> library.matches("http(client|core)-4\\..*"));
  }

  private static String notices() throws IOException {
    return content("META-INF/THIRD-PARTY.txt");
  }

  private static String content(String name) throws IOException {
    try (JarFile jar = new JarFile(jar().toFile())) {
      ZipEntry entry = jar.getEntry(name);
      assertThat(entry).as(name + " in the jar").isNotNull();
      return new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Path jar() throws IOException {
    return files(TARGET, "wardbell-standalone-.*\\.jar").getFirst();
  }

  private static List<String> libraries() throws IOException {
    return files(TARGET.resolve("lib"), "(?!wardbell-).*\\.jar").stream()
        .map(file -> file.getFileName().toString().replace(".jar", ""))
        .toList();
  }

  private static List<Path> files(Path folder, String name) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().matches(name)).toList();
    }
  }
}
