package org.wardbell.standalone.walls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Tests that the Javadoc of a type opens with a noun that says what the type is. */
class JavadocTest {
  private static final Pattern BEGIN = Pattern.compile("/\\*\\*[\\s*]*");

  private static final Pattern QUESTION =
      Pattern.compile("(What|Whether|How|Whoever|Whatever|Where|Why|Who)\\b");

  /** Annotations, modifiers and the word that makes it a type or a package. */
  private static final Pattern DECLARATION =
      Pattern.compile(
          "\\s*(?:@(?!interface\\b)[\\w.]+(?:\\((?:[^()]|\\([^()]*\\))*+\\))?\\s*)*+"
              + "(?:(?:public|protected|private|static|final|abstract|sealed|non-sealed)\\s+)*+"
              + "(?:class|interface|@interface|record|enum|package)\\s+([\\w.]+)");

  @Test
  void typeJavadoc_ofEveryModule_opensWithANoun() {
    assertThat(questionsByFile()).as("types whose Javadoc opens with a question").isEmpty();
  }

  @Test
  void opening_withAQuestion_isSeen() {
    // Put together here, or this file would be one of those that it looks for.
    String begin = "/*" + "* ";
    assertThat(questions(begin + "What a claim is. */\nrecord Claim() {}\n"))
        .containsExactly("Claim");
    assertThat(questions("/*" + "*\n * How it ends.\n */\n@Named(\"a\")\npublic final class End {"))
        .containsExactly("End");
    assertThat(questions(begin + "Who may. */\n@NullMarked\npackage org.wardbell.a;"))
        .containsExactly("org.wardbell.a");
  }

  @Test
  void opening_withANounOrOfAMethod_isNotSeen() {
    String begin = "/*" + "* ";
    assertThat(questions(begin + "A claim. */\nrecord Claim() {}\n")).isEmpty();
    assertThat(questions(begin + "Whatsit of a claim. */\nrecord Claim() {}\n")).isEmpty();
    assertThat(questions(begin + "What is due. */\nint due();\n")).isEmpty();
  }

  private static Map<String, List<String>> questionsByFile() {
    Map<String, List<String>> found = new TreeMap<>();
    WrittenFiles.ALL.forEach(
        (name, text) -> {
          if (name.contains("/src/main/java/") && !questions(text).isEmpty()) {
            found.put(name, questions(text));
          }
        });
    return found;
  }

  /** Returns the names of the types whose Javadoc opens with a question. */
  private static List<String> questions(String text) {
    List<String> types = new ArrayList<>();
    for (String part : BEGIN.splitAsStream(text).skip(1).toList()) {
      int end = part.indexOf("*/");
      if (end >= 0 && QUESTION.matcher(part).lookingAt()) {
        Matcher declaration = DECLARATION.matcher(part).region(end + 2, part.length());
        if (declaration.lookingAt()) {
          types.add(declaration.group(1));
        }
      }
    }
    return types;
  }
}
