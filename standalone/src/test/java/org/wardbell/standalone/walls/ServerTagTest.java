package org.wardbell.standalone.walls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tag of tests that need a server: on all of them, and on no other. */
class ServerTagTest {
  private static final String HARNESS = "class Harness { TemporaryMySql mysql; }";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "workflows",
        "embedded",
        "simulator",
        "activities",
        "api",
        "worker",
        "standalone",
        "build"
      })
  void test_ofEachRoom_isTaggedExactlyIfItNeedsServers(String room) throws IOException {
    assertThat(new ServerTags(sources(room)).mistakes()).isEmpty();
  }

  @Test
  void tests_ofTheHouse_needServersInManyCasesAndNotInMany() throws IOException {
    Map<String, String> activities = sources("activities");
    assertThat(new ServerTags(activities).needing())
        .hasSizeGreaterThan(20)
        .hasSizeLessThan(activities.size() - 20)
        .contains("EncryptionTest")
        .doesNotContain("SignaturesTest");
  }

  @Test
  void use_throughAHarness_withoutTag_isSeen() {
    assertThat(mistakes("class SomeTest { Harness harness; }"))
        .containsExactly("SomeTest needs a server: write @Tag(\"servers\") above it");
    assertThat(mistakes("@Tag(\"servers\") class SomeTest { Harness harness; }")).isEmpty();
  }

  @Test
  void tag_withoutNeed_isSeen() {
    assertThat(mistakes("@Tag(\"servers\") class SomeTest {}"))
        .containsExactly("SomeTest needs no server: leave @Tag(\"servers\") away");
  }

  @Test
  void tag_ofTheParent_isInherited() {
    Map<String, String> sources =
        Map.of(
            "Harness", HARNESS,
            "ParentTest", "@Tag(\"servers\") abstract class ParentTest { Harness harness; }",
            "SomeTest", "class SomeTest extends ParentTest {}");
    assertThat(new ServerTags(sources).mistakes()).isEmpty();
  }

  @Test
  void tag_ofAnAnnotation_isInherited() {
    Map<String, String> sources =
        Map.of(
            "Harness", HARNESS,
            "WithServers", "@Tag(\"servers\") @ExtendWith(Harness.class) @interface WithServers {}",
            "SomeTest", "@WithServers class SomeTest { Harness harness; }",
            "OtherTest", "class OtherTest { Harness harness; }");
    assertThat(new ServerTags(sources).mistakes())
        .containsExactly("OtherTest needs a server: write @Tag(\"servers\") above it");
  }

  @Test
  void mention_inACommentOrAString_isNoUse() {
    assertThat(
            mistakes(
                """
                /** Unlike {@link Harness}, /* this */
                class SomeTest { // no Harness
                  String path = "/**"; String quoted = "\\"Harness"; char quote = '"';
                }
                """))
        .isEmpty();
    assertThat(mistakes("class SomeTest { String path = \"/**\"; Harness harness; /* */ }"))
        .hasSize(1);
  }

  private static List<String> mistakes(String test) {
    return new ServerTags(Map.of("Harness", HARNESS, "SomeTest", test)).mistakes();
  }

  private static Map<String, String> sources(String room) throws IOException {
    Map<String, String> sources = new HashMap<>();
    try (Stream<Path> files =
        Files.walk(Repository.folder().resolve(room).resolve("src/test/java"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        String name = file.getFileName().toString().replace(".java", "");
        sources.merge(name, Files.readString(file), String::concat);
      }
    }
    return sources;
  }
}
