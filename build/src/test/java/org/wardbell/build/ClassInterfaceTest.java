package org.wardbell.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassInterfaceTest {
  private static final String BEFORE =
      """
      package sample;
      import java.util.*;
      public class Type {
        static final int LIMIT = 3;
        private int hidden;
        int half(int whole) { return whole / 2; }
        private void inside() {}
        interface Nested { void act() throws Exception; }
        enum Colour { RED, GREEN }
        record Pair(String left, int right) {}
      }
      """;

  private static String before;

  @TempDir Path folder;

  @BeforeAll
  static void compileBefore(@TempDir Path folder) {
    before = digest(folder, BEFORE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "return whole / 2; -> return Objects.hash(whole) >> 1;",
        "return whole / 2; -> Runnable task = () -> hidden++; task.run(); return 0;",
        "return whole / 2; -> return new Object() { int n = 4; }.n;",
        "return whole / 2; -> Map.Entry<String, Integer> entry = Map.entry(\"\", 1); return 7;",
        "return whole / 2; -> String text = \"\" + whole + hidden; return text.length();",
        "private int hidden; -> private long hidden = 4; static { System.gc(); }",
        "private void inside() {} -> private int other(String text) { return 1; }",
        "public class -> /** With a comment. */\n\n public class"
      })
  void change_ofTheInside_isNotSeen(String change) {
    assertThat(digest(folder, changed(change))).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LIMIT = 3 -> LIMIT = 4",
        "int half( -> long half(",
        "int half( -> static int half(",
        "int half( -> @Deprecated int half(",
        "int half(int whole) -> int half(int whole) throws java.io.IOException",
        "private int hidden -> int hidden",
        "private int hidden; -> private int hidden; protected List<String> names;",
        "public class Type -> class Type",
        "public class Type -> public final class Type",
        "public class Type -> public class Type implements java.io.Serializable",
        "interface Nested -> private interface Nested",
        "throws Exception -> throws java.io.IOException",
        "RED, GREEN -> GREEN, RED",
        "String left, int right -> int right, String left",
        "String left -> java.util.List<String> left"
      })
  void change_ofTheOutside_isSeen(String change) {
    assertThat(digest(folder, changed(change))).isNotEqualTo(before);
  }

  @Test
  void genericSignature_thatChanges_isSeen() {
    String strings = BEFORE.replace("private int hidden", "List<String> all");
    assertThat(digest(folder, strings.replace("<String>", "<Integer>")))
        .isNotEqualTo(digest(folder, strings));
  }

  @Test
  void source_ofANestedClass_isItsFile() {
    new SampleTree(folder).with("sample/Type.java", BEFORE).bringUpToDate();
    assertThat(new SampleTree(folder).type("sample/Type$Pair").source())
        .isEqualTo("sample/Type.java");
  }

  @Test
  void classInsideAMethod_hasNoDigest() {
    SampleTree tree = new SampleTree(folder);
    tree.with(
            "sample/Type.java", changed("return whole / 2; -> return new Object() {}.hashCode();"))
        .bringUpToDate();
    assertThat(tree.type("sample/Type$1").digest()).isEmpty();
    assertThat(tree.type("sample/Type").digest()).isPresent();
  }

  private static String changed(String change) {
    String[] words = change.split(" -> ", 2);
    assertThat(BEFORE).contains(words[0]);
    return BEFORE.replace(words[0], words[1]);
  }

  private static String digest(Path folder, String source) {
    return new SampleTree(folder).with("sample/Type.java", source).bringUpToDate();
  }
}
