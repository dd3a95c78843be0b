package org.wardbell.standalone.walls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Tests of all links from one file of the repository to another, followed as a reader would. */
class LinksTest {
  private static final String README = "README.md";

  /** A link or a picture: its text and its target. */
  private static final Pattern LINK = Pattern.compile("\\[([^\\]\\[]*)]\\(([^)\\s]+)\\)");

  /** A shell command or a piece of code, which links nowhere. */
  private static final Pattern INDENTED = Pattern.compile("(?m)^ {4}.*$");

  private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");
  private static final Pattern TYPE = Pattern.compile("`([A-Z]\\w*)`");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");
  private static final Pattern WHERE_IS = Pattern.compile("(?m)^\\| … .*$");

  @Test
  void link_inAnyDocument_leadsToWhatItSays() {
    assertThat(
            WrittenFiles.ALL.keySet().stream()
                .filter(name -> name.endsWith(".md"))
                .flatMap(name -> broken(name, text(name)).stream()))
        .as("moved or renamed? A link names the file as it is now")
        .isEmpty();
  }

  @Test
  void whereIs_eachRowOfTheReadme_linksToAFile() {
    List<String> rows = WHERE_IS.matcher(text(README)).results().map(row -> row.group()).toList();

    assertThat(rows).hasSizeGreaterThan(10).allMatch(LINK.asPredicate());
  }

  @Test
  void link_toAFileThatIsNotThere_isSeen() {
    assertThat(broken("docs/some.md", "[the start](../README.md) and [the end](the-end.md)"))
        .containsExactly("docs/some.md: no file the-end.md");
  }

  @Test
  void link_toATypeThatIsDeclaredElsewhere_isSeen() {
    String folder = "standalone/src/test/java/org/wardbell/standalone/walls/";

    assertThat(broken(README, "[`House`](" + folder + "House.java)")).isEmpty();
    assertThat(broken(README, "[`Hous`](" + folder + "House.java)"))
        .containsExactly("README.md: no type Hous in " + folder + "House.java");
  }

  @Test
  void link_toAHeadingThatIsNotThere_isSeen() {
    assertThat(broken(README, "## What's in a `name`?\n[here](#whats-in-a-name)")).isEmpty();
    assertThat(broken("docs/some.md", "[there](../README.md#no-such-heading)"))
        .containsExactly("docs/some.md: no heading ../README.md#no-such-heading");
  }

  @Test
  void link_toAnotherSiteOrInACommand_isNotFollowed() {
    assertThat(broken(README, "[site](https://example.com/x.md)\n\n    [code](nowhere.md)\n"))
        .isEmpty();
  }

  /** Returns a sentence for each link of a file that does not lead where it says. */
  private static List<String> broken(String file, String text) {
    return LINK.matcher(INDENTED.matcher(text).replaceAll(""))
        .results()
        .filter(link -> !ELSEWHERE.matcher(link.group(2)).matches())
        .flatMap(link -> problem(file, text, link.group(1), link.group(2)).stream())
        .map(problem -> file + ": " + problem)
        .toList();
  }

  private static Optional<String> problem(String file, String text, String shown, String target) {
    int hash = target.indexOf('#');
    String path = hash < 0 ? target : target.substring(0, hash);
    String name = path.isEmpty() ? file : resolved(file, path);
    if (!Files.exists(Repository.folder().resolve(name))) {
      return Optional.of("no file " + path);
    }
    if (hash >= 0 && !anchors(path.isEmpty() ? text : text(name)).contains(after(target, hash))) {
      return Optional.of("no heading " + target);
    }
    Matcher type = TYPE.matcher(shown);
    if (path.endsWith(".java") && type.matches() && !declares(text(name), type.group(1))) {
      return Optional.of("no type " + type.group(1) + " in " + path);
    }
    return Optional.empty();
  }

  private static String resolved(String file, String path) {
    return Path.of(file).resolveSibling(path).normalize().toString().replace('\\', '/');
  }

  private static String after(String target, int hash) {
    return target.substring(hash + 1);
  }

  /** Returns the headings as GitHub makes anchors of them. */
  private static List<String> anchors(String text) {
    return HEADING
        .matcher(text)
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .toList();
  }

  private static boolean declares(String text, String type) {
    return Pattern.compile("\\b(class|interface|record|enum) " + type + "\\b").matcher(text).find();
  }

  private static String text(String name) {
    return Objects.requireNonNull(WrittenFiles.ALL.get(name), name);
  }
}
