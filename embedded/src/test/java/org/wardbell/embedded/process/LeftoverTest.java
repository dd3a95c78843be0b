package org.wardbell.embedded.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.embedded.mysql.EmbeddedMySql;
import org.wardbell.embedded.mysql.EmbeddedMySqlTest;
import org.wardbell.embedded.temporal.EmbeddedTemporal;
import org.wardbell.embedded.temporal.EmbeddedTemporalTest;

@Tag("servers")
class LeftoverTest {
  private final TestFolder folder = new TestFolder();

  /**
   * Ends the servers and removes the folder, also when a test failed half way: they would stay for
   * ever.
   */
  @AfterEach
  void endServersAndRemoveFolder() {
    for (String name : List.of("mysql", "temporal")) {
      ChildProcess.endLeftover(name, folder.path().resolve(name), System.out::println);
    }
    folder.close();
  }

  @Test
  void servers_ofKilledJvm_areEndedByTheNextStart() throws IOException, InterruptedException {
    EmbeddedTemporalTest.requireRealServer();
    // 1. Another JVM starts both servers and is killed. 2. They go on running. 3. We start them in
    // the same folder.
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                StartsServers.class.getName(),
                folder.path().toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long mySql;
    long temporal;
    try (BufferedReader said = jvm.inputReader()) {
      mySql = processId(said);
      temporal = processId(said);
    } finally {
      jvm.destroyForcibly().waitFor();
    }
    assertThat(isAlive(mySql)).isTrue();
    assertThat(isAlive(temporal)).isTrue();

    List<String> progress = new ArrayList<>();
    try (EmbeddedMySql server =
            EmbeddedMySql.start(
                EmbeddedMySqlTest.quick(folder.path()).withProgress(progress::add));
        EmbeddedTemporal other =
            EmbeddedTemporal.start(
                EmbeddedTemporalTest.options(folder.path()).withProgress(progress::add))) {
      assertThat(isAlive(mySql)).isFalse();
      assertThat(isAlive(temporal)).isFalse();
      assertThat(server.isAlive()).isTrue();
      assertThat(other.pid()).isPresent();
      assertThat(progress)
          .anyMatch(l -> l.contains("MySQL of an earlier run (process " + mySql + ")"))
          .anyMatch(l -> l.contains("Temporal of an earlier run (process " + temporal + ")"));
    }
  }

  @Test
  void record_ofReusedProcessId_isNobodysLeftover() {
    ProcessHandle us = ProcessHandle.current();
    Instant started = us.info().startInstant().orElseThrow();
    String program = us.info().command().orElseThrow();
    assertThat(new ChildRecord(us.pid(), started, program).stillRunning()).isPresent();
    assertThat(new ChildRecord(us.pid(), started.minusSeconds(60), program).stillRunning())
        .isEmpty();
    assertThat(new ChildRecord(us.pid(), started, "/opt/other/mysqld").stillRunning()).isEmpty();
  }

  @Test
  void record_torn_isNone() {
    Path file = OwnerOnly.folder(folder.path()).resolve("process");
    OwnerOnly.write(file, "4711\n");
    assertThat(ChildRecord.read(file)).isEmpty();
  }

  /** Reads the process id, past the lines that others may write to standard output. */
  private static long processId(BufferedReader said) throws IOException {
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      if (line.startsWith(StartsServers.PREFIX)) {
        return Long.parseLong(line.substring(StartsServers.PREFIX.length()));
      }
    }
    throw new IOException("The other JVM ended before it had started both servers.");
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).filter(Processes::isRunning).isPresent();
  }
}
