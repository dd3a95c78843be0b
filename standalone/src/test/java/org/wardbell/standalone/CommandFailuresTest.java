package org.wardbell.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.wardbell.embedded.process.Ports;
import picocli.CommandLine;

/** Commands that cannot do what they were told: each says why in one line, and what to do. */
final class CommandFailuresTest {
  @TempDir private static Path folder;

  @TestFactory
  Stream<DynamicTest> command_thatCannot_saysWhyInOneLine() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "no key, no JSON");
    String inFile = file.resolve("below").toString();
    String absent = folder.resolve("absent/below").toString();
    String nobody = "http://127.0.0.1:" + Ports.free();
    String key = "--key-from-environment=k";
    return Stream.of(
            List.of("up", "--data", inFile, "--port", "0"),
            List.of("up", "--allow-network", "here"),
            List.of("up", "--bind", "nowhere.invalid"),
            List.of("up", "--database-url", "mysql://x", "--port", "0", "--data", absent),
            List.of("up", "--otlp-endpoint", "ftp://x", "--port", "0", "--data", absent),
            List.of("up", "--temporal", "nowhere", "--port", "0", "--data", absent),
            List.of("open", "--data", inFile),
            List.of("open", "--data", file.toString()),
            List.of("send", "bill.paid", key, "--server", nobody),
            List.of("send", "no such type", key, "--server", nobody),
            List.of("send", "bill.paid", key, "--data", absent, "--server", nobody),
            List.of("send", "bill.paid", key, "--data", folder.toString(), "--server", nobody),
            List.of("send", "bill.paid", key, "--server", "http://127.0.0.1:99999"),
            List.of("send", "bill.paid", key, "--to", "nowhere", "--server", nobody),
            List.of("listen", key, "--server", nobody),
            List.of("listen", key, "--server", nobody, "--forward", "//host/x"),
            List.of("receive", "--status", "7"),
            List.of("receive", "--secret", "x"),
            List.of("migrate", "--database-url", "nonsense", "--database-user", "x"),
            List.of("migrate", "--database-url", "jdbc:mysql:", "--database-user", "x"),
            List.of("person", "add", "--email", "x", key, "--server", nobody),
            List.of("rotate-key", "nonsense", key, "--server", nobody),
            List.of("rotate-key", "master", "--file", absent, key, "--server", nobody),
            List.of("rotate-key", "master", "--file", file.toString(), key, "--server", nobody),
            List.of("rotate-key", "master", "--file", folder.toString(), key, "--server", nobody),
            List.of("audit", "verify", key, "--server", nobody),
            List.of("audit", "verify", key, "--server", nobody, "--head", "x"),
            List.of("statistics", "rebuild", key, "--server", nobody),
            List.of("doctor", "--data", inFile, "--port", "0", "--database-url", "nonsense"),
            List.of("train", inFile, "--data", inFile),
            List.of("demo", "--once", "--port", "99999"),
            List.of("bench", "deliver", "--events", "0"),
            List.of("bench", "deliver", "--data", inFile),
            List.of("storm", "calendar", "--seeds", "0"))
        .map(
            arguments ->
                DynamicTest.dynamicTest(
                    String.join(" ", arguments), () -> fails(arguments.toArray(String[]::new))));
  }

  private static void fails(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit =
        WardbellCommand.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);

    assertThat(exit).as(out.toString() + err).isBetween(1, 2);
    assertThat(err.toString()).doesNotContain("unexpected failure").doesNotContain("\tat ");
    if (!arguments[0].equals("doctor")) {
      assertThat(err.toString()).startsWith("wardbell: ");
      assertThat(err.toString().lines()).hasSize(1);
    }
  }

  /** All of its letters would be the same one to whoever opens the backup. */
  @Test
  void passphrase_whoseLettersTheLocaleCannotRead_isRefused() throws IOException {
    Path lost =
        Files.writeString(folder.resolve("lost"), "\uFFFD\uFFFD\uFFFD\uFFFD four words of it");
    StringWriter err = new StringWriter();

    int exit =
        WardbellCommand.commandLine()
            .setErr(new PrintWriter(err))
            .execute(
                "restore",
                folder.resolve("backup").toString(),
                "--check",
                "--passphrase-file",
                lost.toString());

    assertThat(exit).isEqualTo(1);
    assertThat(err.toString()).contains("LC_ALL=C.UTF-8");
  }

  @Test
  void file_thatCannotBeWritten_isNamedWithTheReason() {
    StringWriter err = new StringWriter();
    CommandLine command = WardbellCommand.commandLine().setErr(new PrintWriter(err));

    int exit =
        OneLineErrors.failure(
            new UncheckedIOException(new AccessDeniedException("/x/y")),
            command,
            command.parseArgs("doctor"));

    assertThat(exit).isEqualTo(1);
    assertThat(err.toString()).startsWith("wardbell: cannot read or write /x/y: this account");
  }
}
