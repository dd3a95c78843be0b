package org.wardbell.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.crypto.MasterKey;
import org.wardbell.embedded.process.Ports;
import picocli.CommandLine;

class DoctorCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void doctor_onAFreePort_namesEverythingThatIsNeeded() {
    int exit = run("doctor", "--port", Integer.toString(Ports.free()));
    assertThat(out.toString())
        .contains("JDK", "memory", "disk", "data folder", "MySQL 8.0.31", "libaio", "Temporal");
    // The exit code is about this machine, so it must agree with the table and cannot be fixed
    // here.
    assertThat(exit).isEqualTo(out.toString().contains("MISSING") ? 1 : 0);
  }

  @Test
  void doctor_onATakenPort_saysSoAndHowToGoOn() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      int exit = run("doctor", "--port", Integer.toString(taken.getLocalPort()));
      assertThat(exit).isEqualTo(1);
      assertThat(out.toString())
          .containsPattern("MISSING +port " + taken.getLocalPort() + " +another program")
          .contains("-> end that program, or start with --port and another number");
    }
  }

  @Test
  void doctor_withAFileAsDataFolder_saysSo() {
    int exit = run("doctor", "--data", Path.of("pom.xml").toAbsolutePath().toString());
    assertThat(exit).isEqualTo(1);
    assertThat(out.toString()).containsPattern("MISSING +data folder").contains("--data DIR");
  }

  @Test
  void doctor_withADatabaseThatIsNotThere_saysSo() {
    int exit =
        run("doctor", "--database-url", "jdbc:mysql://127.0.0.1:" + Ports.free() + "/wardbell");
    assertThat(exit).isEqualTo(1);
    assertThat(out.toString())
        .containsPattern("MISSING +MySQL +jdbc:mysql://127.0.0.1")
        .contains("-> The database cannot be reached");
  }

  @Test
  void masterKey_printed_isOneThatTheServerTakes() {
    assertThat(run("new-master-key")).isZero();
    assertThat(MasterKey.ofText(out.toString())).isNotNull();
  }

  @Test
  void command_unknown_isRefusedInOneLine() {
    assertThat(run("docter")).isEqualTo(2);
    assertThat(err.toString().strip()).startsWith("wardbell: ").contains("docter").hasLineCount(1);
  }

  private int run(String... arguments) {
    CommandLine command = WardbellCommand.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }
}
