package org.wardbell.standalone.walls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests that documents for developers name types as they are called today. */
class DocumentedNamesTest {
  private static final Pattern DOCUMENT =
      Pattern.compile("(.*/)?RATIONALE\\.md|CONTRIBUTING\\.md|docs/architecture\\.md");

  private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");

  /** A name of at least two words, each with a capital; a single word is too often no type. */
  private static final Pattern TYPE_NAME =
      Pattern.compile("(?<![\\w-])[A-Z][A-Za-z0-9]*[a-z0-9][A-Z][A-Za-z0-9]*");

  private static final Pattern COMMENT =
      Pattern.compile("/\\*.*?\\*/|^\\s*//.*?$", Pattern.DOTALL | Pattern.MULTILINE);

  private static final Pattern DECLARATION =
      Pattern.compile("\\b(?:class|interface|record|enum)\\s+([A-Z]\\w*)");

  /** Types of the JDK and of libraries, and names in backticks that are no types. */
  private static final Set<String> FOREIGN =
      Set.of(
          "EnableDynamicAgentLoading",
          "ErrorProne",
          "LocalDateTime",
          "RestController",
          "SQLDataType");

  private static final Set<String> DECLARED =
      WrittenFiles.ALL.entrySet().stream()
          .filter(file -> file.getKey().matches(".*\\.(java|php)"))
          .flatMap(file -> declared(file.getValue()))
          .collect(Collectors.toSet());

  @Test
  void document_namingAType_namesOneThatExists() {
    assertThat(
            WrittenFiles.ALL.entrySet().stream()
                .filter(file -> DOCUMENT.matcher(file.getKey()).matches())
                .flatMap(
                    file -> unknown(file.getValue()).stream().map(n -> file.getKey() + ": " + n)))
        .as("moved, renamed or removed? A document uses today's name; a library's is FOREIGN")
        .isEmpty();
  }

  @Test
  void documents_asTheyWereRead_nameTypesOfOurs() {
    assertThat(
            WrittenFiles.ALL.entrySet().stream()
                .filter(file -> DOCUMENT.matcher(file.getKey()).matches())
                .flatMap(file -> mentioned(file.getValue()))
                .filter(DECLARED::contains))
        .hasSizeGreaterThan(50);
    assertThat(DECLARED)
        .contains("DocumentedNamesTest", "EventWorkflow")
        .doesNotContainAnyElementsOf(FOREIGN);
  }

  @Test
  void name_ofNoType_isSeen() {
    assertThat(
            unknown("`WrittenFiles` are read; `NoSuchType.read` and `walls/NoSuchFile` are not."))
        .containsExactly("NoSuchFile", "NoSuchType");
  }

  @Test
  void name_inACommentOnly_isNoType() {
    assertThat(declared("/** Like class OldName. */\n// or record OlderName\nclass NewName {}"))
        .containsExactly("NewName");
  }

  @Test
  void name_ofOneWordOrOutsideOfBackticks_isNotLookedFor() {
    assertThat(unknown("`Retry-After`, `Workflow.getVersion`, `SENDING` and NoSuchType")).isEmpty();
  }

  private static List<String> unknown(String document) {
    Set<String> names = mentioned(document).collect(Collectors.toCollection(TreeSet::new));
    names.removeAll(DECLARED);
    names.removeAll(FOREIGN);
    return List.copyOf(names);
  }

  private static Stream<String> mentioned(String document) {
    return CODE.matcher(document)
        .results()
        .flatMap(code -> TYPE_NAME.matcher(code.group(1)).results())
        .map(MatchResult::group);
  }

  private static Stream<String> declared(String code) {
    return DECLARATION
        .matcher(COMMENT.matcher(code).replaceAll(""))
        .results()
        .map(declaration -> declaration.group(1));
  }
}
