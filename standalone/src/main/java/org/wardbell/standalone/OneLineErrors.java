package org.wardbell.standalone;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import org.wardbell.embedded.process.EmbeddedServerException;
import org.wardbell.standalone.client.FileFailures;
import org.wardbell.standalone.server.CannotStart;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The errors of a command for a person: one line that names the reason. A stack trace is printed
 * only for unforeseen failures.
 */
final class OneLineErrors {
  private OneLineErrors() {}

  static int wrongUsage(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("wardbell: " + e.getMessage() + " (see " + helpOf(command) + ")");
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static String helpOf(CommandLine command) {
    return command.getCommandSpec().qualifiedName() + " --help";
  }

  static int failure(Exception e, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    switch (e) {
      case EmbeddedServerException foreseen -> err.println("wardbell: " + foreseen.getMessage());
      case CannotStart foreseen -> err.println("wardbell: " + foreseen.getMessage());
      case UncheckedIOException wrapper
          when wrapper.getCause() instanceof FileSystemException file ->
          err.println("wardbell: " + FileFailures.sentence(file));
      case FileSystemException file -> err.println("wardbell: " + FileFailures.sentence(file));
      default -> {
        err.println("wardbell: unexpected failure, please report it: " + e);
        e.printStackTrace(err);
      }
    }
    return command.getCommandSpec().exitCodeOnExecutionException();
  }
}
