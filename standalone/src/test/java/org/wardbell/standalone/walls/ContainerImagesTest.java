package org.wardbell.standalone.walls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each image that containers are made of can be named by its digest, and README says which are. */
class ContainerImagesTest {
  private static final String DIGEST = ".*@sha256:[0-9a-f]{64}";

  /** {@code ${MYSQL_IMAGE:-mysql:8.4}}; a default may have a variable of its own. */
  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\{([A-Z_]+_IMAGE):-((?:[^${}]|\\$\\{[A-Z_]+:-[^}]+})+)}");

  private static final Pattern NESTED = Pattern.compile("\\$\\{[A-Z_]+:-([^}]+)}");
  private static final Pattern ARGUMENT = Pattern.compile("(?m)^ARG ([A-Z_]+_IMAGE)=(\\S+)$");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([A-Z_]+_IMAGE)` \\| `([^`]+)` \\| (\\S+) \\|");

  @Test
  void image_ofTheComposeFile_comesFromAVariable() {
    assertThat(text("compose.yaml").lines())
        .filteredOn(line -> line.matches(" +image: .*"))
        .filteredOn(line -> !line.matches(" +image: (wardbell-(api|worker)|\\*temporal-tools)"))
        .isNotEmpty()
        .allMatch(line -> VARIABLE.matcher(line).find());
  }

  @Test
  void stage_ofTheImages_beginsWithAnArgumentOrAStage() {
    assertThat(text("Dockerfile").lines())
        .filteredOn(line -> line.startsWith("FROM "))
        .hasSizeGreaterThan(3)
        .allMatch(line -> line.matches("FROM (\\$\\{[A-Z_]+_IMAGE} AS \\w+|runtime AS \\w+)"));
    assertThat(arguments()).isEqualTo(only("JDK_IMAGE", "JRE_IMAGE"));
  }

  @Test
  void table_ofTheReadme_saysOfEachImageWhetherItHasADigest() {
    Map<String, String> told = new TreeMap<>();
    Map<String, String> digests = new TreeMap<>();
    ROW.matcher(text("README.md"))
        .results()
        .forEach(
            row -> {
              told.put(row.group(1), row.group(2));
              digests.put(row.group(1), row.group(3));
            });

    assertThat(told).isEqualTo(variables()).isNotEmpty();
    assertThat(digests)
        .allSatisfy(
            (name, digest) ->
                assertThat(digest)
                    .as("%s is %s", name, told.get(name))
                    .isEqualTo(told.get(name).matches(DIGEST) ? "yes" : "no"));
  }

  private static Map<String, String> variables() {
    Map<String, String> variables = new TreeMap<>();
    VARIABLE
        .matcher(text("compose.yaml"))
        .results()
        .forEach(
            found ->
                variables.put(found.group(1), NESTED.matcher(found.group(2)).replaceAll("$1")));
    return variables;
  }

  private static Map<String, String> arguments() {
    Map<String, String> arguments = new TreeMap<>();
    ARGUMENT
        .matcher(text("Dockerfile"))
        .results()
        .forEach(found -> arguments.put(found.group(1), found.group(2)));
    return arguments;
  }

  private static Map<String, String> only(String... names) {
    Map<String, String> some = new TreeMap<>(variables());
    some.keySet().retainAll(Stream.of(names).toList());
    return some;
  }

  private static String text(String file) {
    try {
      return Files.readString(Repository.folder().resolve("docker").resolve(file));
    } catch (IOException unreadable) {
      throw new IllegalStateException("cannot read docker/" + file, unreadable);
    }
  }
}
