package org.wardbell.standalone;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.wardbell.standalone.client.ServerOptions;
import org.wardbell.standalone.server.DataFolder;
import org.wardbell.standalone.server.Installation;
import org.wardbell.standalone.training.TrainingHint;

/** The words of {@code up} once everything runs: the addresses, and how to post a first event. */
final class Welcome {
  private Welcome() {}

  /**
   * Prints them.
   *
   * @param again whether this server was started before, so that its starts may as well be quick
   */
  static void print(PrintWriter out, Installation installation, Path data, boolean again) {
    String url = installation.url().toString();
    out.println();
    line(out, "Dashboard", url);
    line(out, "API", url + "/api/v1");
    line(out, "API reference", url + "/api/docs");
    installation.temporalUiUrl().ifPresent(ui -> line(out, "Temporal UI", ui));
    line(out, "Data", data.toAbsolutePath().normalize().toString());
    line(out, "Log", installation.log().toString());
    administratorKey(out, installation.administratorKeyFile());
    out.println();
    out.println("Open the dashboard, or post a first event from here:");
    out.println("  ./wardbell open" + folder(data));
    out.println("  ./wardbell send patient.registered" + server(installation));
    out.println();
    if (again) {
      TrainingHint.line(data).ifPresent(out::println);
    }
    out.println("Ctrl-C stops it; everything is kept.");
    out.flush();
  }

  /** Names the folder where it is not the one in which {@code open} looks. */
  private static String folder(Path data) {
    Path folder = data.toAbsolutePath().normalize();
    return folder.equals(DataFolder.standard().toAbsolutePath().normalize())
        ? ""
        : " --data " + folder;
  }

  /** Names the server where it is not the one that commands ask by default. */
  private static String server(Installation installation) {
    String url = installation.url().toString();
    return url.equals(ServerOptions.STANDARD) ? "" : " --server " + url;
  }

  /**
   * Shows the made key once on a terminal, where its file is not needed any more. What is no
   * terminal may be a file or a journal that others read, so there only the file is named.
   */
  private static void administratorKey(PrintWriter out, Path file) {
    if (!Files.exists(file)) {
      return;
    }
    out.println();
    if (isTerminal()) {
      out.println("Administrator key, shown this once, keep it safe:");
      out.println("  export WARDBELL_KEY=" + taken(file));
    } else {
      out.println("Administrator key, in a file that only you can read; keep it safe elsewhere:");
      out.println("  export WARDBELL_KEY=$(cat " + file + ") && rm " + file);
    }
  }

  @SuppressWarnings(
      "SystemConsoleNull") // Some versions of Java have no console without a terminal.
  private static boolean isTerminal() {
    return System.console() != null && System.console().isTerminal();
  }

  private static String taken(Path file) {
    try {
      String key = Files.readString(file).strip();
      Files.delete(file);
      return key;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read and delete " + file, e);
    }
  }

  private static void line(PrintWriter out, String name, String value) {
    out.printf("%-14s %s%n", name, value);
  }
}
