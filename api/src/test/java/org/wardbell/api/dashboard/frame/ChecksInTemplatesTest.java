package org.wardbell.api.dashboard.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Boxes and dots to tick stand level with their words, because one class of the style sheet says
 * so.
 */
class ChecksInTemplatesTest {
  private static final Pattern CHECK = Pattern.compile(".*type=\"(checkbox|radio)\".*");

  /** One without words says what it is to those who do not see it. */
  private static final Pattern LEVEL =
      Pattern.compile(
          ".*(<label class=\"check\"><input type=\"(checkbox|radio)\".*<span>.*</span></label>|type=\"checkbox\"[^>]*aria-label=).*");

  @Test
  void everyCheck_standsInALabelOfTheOneClass() throws IOException {
    List<String> others = new ArrayList<>();
    int checks = 0;
    try (Stream<Path> templates = Files.walk(Path.of("src/main/jte"))) {
      for (Path template : templates.filter(file -> file.toString().endsWith(".jte")).toList()) {
        for (String line : Files.readAllLines(template)) {
          if (CHECK.matcher(line).matches()) {
            checks++;
            if (!LEVEL.matcher(line).matches()) {
              others.add(template + ": " + line.strip());
            }
          }
        }
      }
    }

    assertThat(checks).isGreaterThan(10);
    assertThat(others).isEmpty();
  }
}
