package org.wardbell.standalone.backup;

import java.io.Console;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.crypto.PassphraseSeal;
import org.wardbell.standalone.server.CannotStart;
import picocli.CommandLine.Option;

/**
 * The place of a backup's passphrase: a file, a variable, or a person at a terminal. It is never an
 * argument, because every user of a machine sees the arguments of every process.
 */
final class PassphraseOptions {
  private static final String VARIABLE = "WARDBELL_BACKUP_PASSPHRASE";

  /** The environment as this process was given it, on Linux: NAME=value, each ended by a zero. */
  private static final Path ENVIRONMENT = Path.of("/proc/self/environ");

  /** The mark that Java puts where it could not decode what it was given. */
  private static final char UNREADABLE = '\uFFFD';

  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description =
          "A file whose first line is the passphrase (otherwise: WARDBELL_BACKUP_PASSPHRASE, or asked for on a terminal).")
  private @Nullable Path file;

  /**
   * Returns the passphrase.
   *
   * @param again whether a person types it twice, because nothing else would tell a slip
   * @throws CannotStart if there is none, or it is too short or too long
   */
  String passphrase(boolean again) {
    String passphrase = find(again);
    if (passphrase.indexOf(UNREADABLE) >= 0) {
      // One character in place of each that was lost: many passphrases would open the same file.
      throw new CannotStart(
          "The passphrase is not in UTF-8, or has letters that this locale (LANG, LC_ALL) cannot read: set LC_ALL=C.UTF-8, or use --passphrase-file with a file in UTF-8.",
          null);
    }
    if (passphrase.length() < PassphraseSeal.MINIMUM_CHARACTERS
        || passphrase.length() > PassphraseSeal.MAXIMUM_CHARACTERS) {
      throw new CannotStart(
          "The passphrase needs %d characters at least and may have %d: five words drawn at random are a good one."
              .formatted(PassphraseSeal.MINIMUM_CHARACTERS, PassphraseSeal.MAXIMUM_CHARACTERS),
          null);
    }
    return passphrase;
  }

  @SuppressWarnings(
      "SystemConsoleNull") // Some versions of Java have no console without a terminal.
  private String find(boolean again) {
    if (file != null) {
      return firstLine(file);
    }
    String told = variable();
    if (told != null && !told.isEmpty()) {
      return told;
    }
    Console console = System.console();
    if (console == null || !console.isTerminal()) {
      throw new CannotStart(
          "There is no terminal to ask for the passphrase: set "
              + VARIABLE
              + " or --passphrase-file.",
          null);
    }
    String typed = typed(console, "Passphrase of the backup: ");
    if (again && !typed.equals(typed(console, "The same once more: "))) {
      throw new CannotStart("The two passphrases differ.", null);
    }
    return typed;
  }

  /**
   * Returns the variable in UTF-8, whatever the locale is: Java reads it by the locale, and the
   * same variable would be another passphrase in a timer than in a terminal.
   */
  private static @Nullable String variable() {
    String asJavaReadsIt = System.getenv(VARIABLE);
    if (asJavaReadsIt == null || !Files.isReadable(ENVIRONMENT)) {
      return asJavaReadsIt;
    }
    try {
      // One character for each byte, so that none is lost.
      String all = Files.readString(ENVIRONMENT, StandardCharsets.ISO_8859_1);
      for (String entry : all.split("\0", -1)) {
        if (entry.startsWith(VARIABLE + "=")) {
          byte[] bytes =
              entry.substring(VARIABLE.length() + 1).getBytes(StandardCharsets.ISO_8859_1);
          return new String(bytes, StandardCharsets.UTF_8);
        }
      }
      return asJavaReadsIt;
    } catch (IOException hidden) {
      return asJavaReadsIt;
    }
  }

  private static String firstLine(Path file) {
    try (var lines = Files.lines(file)) {
      return lines.findFirst().orElse("");
    } catch (IOException | UncheckedIOException e) {
      throw new CannotStart("The passphrase's file " + file + " cannot be read as UTF-8.", e);
    }
  }

  private static String typed(Console console, String prompt) {
    char[] typed = console.readPassword("%s", prompt);
    if (typed == null) {
      return "";
    }
    String passphrase = new String(typed);
    Arrays.fill(typed, ' ');
    return passphrase;
  }
}
