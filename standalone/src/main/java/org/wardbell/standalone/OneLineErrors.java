package org.wardbell.standalone;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.wardbell.embedded.process.EmbeddedServerException;
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
          err.println("wardbell: " + sentence(file));
      case FileSystemException file -> err.println("wardbell: " + sentence(file));
      default -> {
        err.println("wardbell: unexpected failure, please report it: " + e);
        e.printStackTrace(err);
      }
    }
    return command.getCommandSpec().exitCodeOnExecutionException();
  }

  /** Java's own message is the file alone, or an error's number in words. */
  private static String sentence(FileSystemException failure) {
    String why =
        switch (failure) {
          case NoSuchFileException _ -> "it is not there. Check the path.";
          case AccessDeniedException _ -> "this account may not. Check its owner and its rights.";
          case FileAlreadyExistsException _ -> "it is there already. Name another one.";
          case NotDirectoryException _ -> "it is no folder. Name another one.";
          default ->
              (failure.getReason() == null ? "the system refuses it" : failure.getReason())
                  + ". Check the path, its rights, and the space on its disk.";
        };
    return "cannot read or write " + failure.getFile() + ": " + why;
  }
}
