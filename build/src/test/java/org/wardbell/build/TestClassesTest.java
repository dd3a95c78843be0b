package org.wardbell.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wardbell.build.TestClasses.TestClass;

class TestClassesTest {
  @TempDir Path folder;
  private TestClasses classes;

  @BeforeEach
  void writeFiles() throws IOException {
    for (String file :
        List.of(
            "api/src/test/java/org/clinic/TasksTest.java",
            "api/src/test/java/org/clinic/package-info.java",
            "worker/src/test/java/org/clinic/deep/TasksTest.java",
            "worker/src/test/java/org/clinic/SignaturesTest.java",
            "worker/src/test/java/org/clinic/SignatureHarness.java",
            "worker/src/test/java/org/clinic/UpIT.java",
            "worker/src/main/java/org/clinic/NoTest.java")) {
      Files.createDirectories(folder.resolve(file).getParent());
      Files.createFile(folder.resolve(file));
    }
    Room api = new Room("api", "clinic-api", folder.resolve("api"));
    Room worker = new Room("worker", "clinic-worker", folder.resolve("worker"));
    Room empty = new Room("empty", "clinic-empty", folder.resolve("empty"));
    classes = TestClasses.in(new Rooms(folder, List.of(api, worker, empty)));
  }

  @ParameterizedTest
  @CsvSource({
    "SignaturesTest, org.clinic.SignaturesTest",
    "org.clinic.deep.TasksTest, org.clinic.deep.TasksTest",
    "deep.TasksTest, org.clinic.deep.TasksTest",
    "c.TasksTest, ''",
    "TasksTest, org.clinic.TasksTest org.clinic.deep.TasksTest",
    "Sig*, org.clinic.SignaturesTest",
    "SignatureHarness, org.clinic.SignatureHarness",
    "*IT, org.clinic.UpIT",
    "org.clinic.*Test, org.clinic.TasksTest org.clinic.SignaturesTest org.clinic.deep.TasksTest",
    "NoTest, ''",
    "Signatures, ''"
  })
  void name_ofSomeClasses_findsThoseInTheirRooms(String name, String found) {
    assertThat(String.join(" ", classes.named(name).stream().map(TestClass::fullName).toList()))
        .isEqualTo(found);
  }

  @Test
  void room_ofAClass_isWhereItsFileLies() {
    assertThat(classes.named("UpIT").getFirst().room().name()).isEqualTo("worker");
    assertThat(classes.named("UpIT").getFirst().isIntegrationTest()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "SignatureTest, ; near it: SignaturesTest.",
    "org.clinic.signatures, ; near it: SignaturesTest.",
    "Taks, ; near it: TasksTest.",
    "Tuks, .",
    "TaksTest, ; near it: TasksTest.",
    "CalendarTest, ."
  })
  void unknownName_ofAnyKind_isSaidWithWhatIsNear(String name, String ending) {
    assertThat(classes.unknown(name)).isEqualTo("No test class is named " + name + ending);
  }
}
