package org.wardbell.activities.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.wardbell.embedded.mysql.TemporaryMySql;

/**
 * The committed classes are those that jOOQ makes of the migrations. After a new migration generate
 * and commit them again:
 *
 * <pre>{@code
 * ./mvnw -pl activities -am test -Dtest=GeneratedCodeTest -Dsurefire.failIfNoSpecifiedTests=false -Dwardbell.regenerate=true
 * }</pre>
 */
@Tag("servers")
final class GeneratedCodeTest {
  private static final String REGENERATE = "wardbell.regenerate";
  private static final Path SOURCES = Path.of("src", "main", "java");
  private static final Path PACKAGE =
      Path.of("org", "wardbell", "activities", "database", "generated");

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path fresh;

  @Test
  void generatedCode_fromTheMigrations_isWhatIsCommitted() throws Exception {
    Path target = Boolean.getBoolean(REGENERATE) ? SOURCES : fresh;
    GenerateDatabaseCode.generate(TemporaryMySql.shared().createDatabase(), target);

    Map<String, String> made = files(target.resolve(PACKAGE));
    Map<String, String> committed = files(SOURCES.resolve(PACKAGE));
    assertThat(made.keySet()).as("files, see this test's documentation").isNotEmpty();
    assertThat(committed.keySet()).isEqualTo(made.keySet());
    made.forEach(
        (name, text) ->
            assertThat(committed.get(name))
                .as(
                    name
                        + " differs from the migrations: run this test with -D"
                        + REGENERATE
                        + "=true")
                .isEqualTo(text));
  }

  private static Map<String, String> files(Path folder) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      Map<String, String> texts = new TreeMap<>();
      found
          .filter(Files::isRegularFile)
          .forEach(file -> texts.put(folder.relativize(file).toString(), text(file)));
      return texts;
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
