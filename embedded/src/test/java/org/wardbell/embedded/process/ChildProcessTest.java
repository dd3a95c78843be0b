package org.wardbell.embedded.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChildProcessTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final TestFolder folder = new TestFolder();

  @AfterEach
  void removeFolder() {
    folder.close();
  }

  @Test
  void child_whileRunning_isOutOfReachOfCtrlC() throws IOException {
    ChildProcess child = shell("sleep 60");
    child.awaitReady(LIMIT, () -> session(child.pid()) == child.pid());
    assertThat(session(ProcessHandle.current().pid())).isNotEqualTo(child.pid());
    child.kill();
    assertThat(child.isAlive()).isFalse();
    assertThat(folder.path().resolve("process")).doesNotExist();
  }

  @Test
  void child_seesNothingOfOurEnvironmentButWhatProgramsNeed() {
    assertThat(System.getenv()).containsKey("PATH");
    ChildProcess child = shell("env; echo done; sleep 60");
    child.awaitReady(LIMIT, () -> child.log().lines().contains("done"));
    assertThat(child.log().lines())
        .filteredOn(line -> line.contains("="))
        .allMatch(
            line ->
                line.matches(
                    "(PATH|HOME|USER|LOGNAME|LANG|LC_\\w+|TZ|TMPDIR|LD_LIBRARY_PATH|PWD|SHLVL|_)=.*"));
    child.kill();
  }

  @Test
  void child_deafToTheRequestToStop_isKilledAfterItsGrace() {
    ChildProcess child = shell("trap '' TERM; echo deaf; while :; do sleep 1; done");
    child.awaitReady(LIMIT, () -> child.log().lines().contains("deaf"));
    child.stop(Duration.ofMillis(200));
    assertThat(child.isAlive()).isFalse();
  }

  @Test
  void child_endedAtItsStart_isExplainedByItsLastLine() {
    ChildProcess child = shell("echo first; echo the disk has a hole >&2; exit 3");
    assertThatThrownBy(() -> child.awaitReady(LIMIT, () -> false))
        .isInstanceOf(EmbeddedServerException.class)
        .hasMessageContaining("code 3")
        .hasMessageContaining("the disk has a hole")
        .hasMessageContaining("shell.log");
  }

  @Test
  void child_thatNeverAnswers_isStopped() {
    ChildProcess child = shell("sleep 60");
    assertThatThrownBy(() -> child.awaitReady(Duration.ofMillis(100), () -> false))
        .hasMessageContaining("did not answer");
    assertThat(child.isAlive()).isFalse();
  }

  @Test
  void complaint_ofTheLoader_becomesAdvice() {
    ChildProcess child =
        shell(
            "echo mysqld: error while loading shared libraries: libaio.so.1: cannot open; exit 127");
    assertThatThrownBy(() -> child.awaitReady(LIMIT, () -> false))
        .hasMessageContaining("libaio.so.1")
        .hasMessageContaining("install it");
  }

  @Test
  void complaint_ofAnEarlierRun_isNotRepeated() {
    ChildProcess first = shell("echo Address already in use; exit 1");
    assertThatThrownBy(() -> first.awaitReady(LIMIT, () -> false))
        .hasMessageContaining("choose another port");
    ChildProcess second = shell("exit 1");
    assertThatThrownBy(() -> second.awaitReady(LIMIT, () -> false))
        .hasMessageContaining("it said nothing");
  }

  private ChildProcess shell(String script) {
    Path place = OwnerOnly.folder(folder.path());
    return ChildProcess.start(
        new ChildProcess.Command("shell", List.of("/bin/sh", "-c", script), Map.of(), place));
  }

  /** Reads field 6 of /proc/PID/stat, counted from behind the name, which may contain blanks. */
  private static long session(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[3]);
    } catch (IOException e) {
      return -1;
    }
  }
}
