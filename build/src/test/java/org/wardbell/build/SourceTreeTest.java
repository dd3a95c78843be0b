package org.wardbell.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceTreeTest {
  private static final String BASE = "class Base { static final int SIZE = 1; void run() {} }";
  private static final String USER =
      "class User { int size = Base.SIZE; Runnable task = new Runnable() { public void run() {} }; }";

  @TempDir Path folder;
  private SampleTree tree;
  private String digest;

  @BeforeEach
  void compileAll() {
    tree = new SampleTree(folder).with("Base.java", BASE).with("User.java", USER);
    digest = tree.bringUpToDate("upstream");
    assertThat(tree.said()).containsExactly("Compiling sample: 2 files");
  }

  @Test
  void nothing_changed_compilesNothing() {
    assertThat(tree.bringUpToDate("upstream")).isEqualTo(digest);
    assertThat(tree.said()).isEmpty();
  }

  @Test
  void code_changed_compilesThatFileOnly() {
    byte[] old = tree.bytes("Base");
    tree.with("Base.java", BASE.replace("run() {}", "run() { System.gc(); }"));
    assertThat(tree.bringUpToDate("upstream")).isEqualTo(digest);
    assertThat(tree.said()).containsExactly("Compiling sample: Base.java");
    assertThat(tree.bytes("Base")).isNotEqualTo(old);
    tree.bringUpToDate("upstream");
    assertThat(tree.said()).isEmpty();
  }

  @Test
  void constant_changed_reachesWhoCopiedIt() {
    byte[] old = tree.bytes("User");
    tree.with("Base.java", BASE.replace("SIZE = 1", "SIZE = 2"));
    assertThat(tree.bringUpToDate("upstream")).isNotEqualTo(digest);
    assertThat(tree.said())
        .containsExactly("Compiling sample: Base.java", "Compiling sample: 2 files");
    assertThat(tree.bytes("User")).isNotEqualTo(old);
  }

  @Test
  void method_thatIsUsedAndGone_failsInItsUser() {
    tree.with("User.java", "class User { void run(Base base) { base.run(); } }")
        .bringUpToDate("upstream");
    tree.with("Base.java", BASE.replace("run()", "start()"));
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> tree.bringUpToDate("upstream"))
          .isInstanceOf(QuickTestException.class)
          .hasMessageContaining("User.java:1: error: cannot find symbol");
    }
    tree.with("Base.java", BASE).bringUpToDate("upstream");
    assertThat(tree.said()).isEmpty();
  }

  @Test
  void file_deleted_takesItsClassesWithIt() {
    tree.without("User.java").bringUpToDate("upstream");
    assertThat(tree.classes().resolve("User.class")).doesNotExist();
    assertThat(tree.classes().resolve("User$1.class")).doesNotExist();
    assertThat(tree.classes().resolve("Base.class")).exists();
  }

  @Test
  void file_added_isCompiled() {
    tree.with("more/Third.java", "package more; class Third {}");
    assertThat(tree.bringUpToDate("upstream")).isNotEqualTo(digest);
    assertThat(tree.classes().resolve("more/Third.class")).exists();
  }

  @Test
  void anonymousClass_gone_leavesNoClassBehind() {
    tree.with("User.java", "class User { int size = Base.SIZE; Runnable task = null; }");
    assertThat(tree.bringUpToDate("upstream")).isEqualTo(digest);
    assertThat(tree.said()).containsExactly("Compiling sample: User.java");
    assertThat(tree.classes().resolve("User$1.class")).doesNotExist();
  }

  @Test
  void room_beforeThisOneChanged_compilesAll() {
    tree.bringUpToDate("another digest upstream");
    assertThat(tree.said()).containsExactly("Compiling sample: 2 files");
  }

  @Test
  void mistake_takenBack_leavesTheOldClassesAsTheyWere() {
    byte[] old = tree.bytes("Base");
    tree.with("Base.java", BASE.replace("run() {}", "run() { nothing }"));
    assertThatThrownBy(() -> tree.bringUpToDate("upstream"))
        .hasMessageContaining("Base.java:1: error: not a statement");
    tree.with("Base.java", BASE).bringUpToDate("upstream");
    assertThat(tree.said()).isEmpty();
    assertThat(tree.bytes("Base")).isEqualTo(old);
  }

  @Test
  void tree_withoutSources_compilesNothing(@TempDir Path empty) {
    SampleTree none = new SampleTree(empty);
    none.bringUpToDate();
    assertThat(none.said()).isEmpty();
  }
}
