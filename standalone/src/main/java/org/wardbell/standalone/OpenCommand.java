package org.wardbell.standalone;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.wardbell.embedded.process.Ports;
import org.wardbell.standalone.server.CannotStart;
import org.wardbell.standalone.server.DataFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wardbell open}: the dashboard of a running server, in this machine's browser. */
@Command(
    name = "open",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Opens the dashboard of a running server in a browser, and prints its address.",
      "Exit code 0: opened, or there is no program to open it with, 1: no server runs."
    })
final class OpenCommand implements Callable<Integer> {
  /** How the usual desktops open an address: freedesktop.org's way, macOS, Windows. */
  private static final List<List<String>> OPENERS =
      List.of(
          List.of("xdg-open"), List.of("open"), List.of("rundll32", "url.dll,FileProtocolHandler"));

  private static final long PATIENCE_SECONDS = 5;

  @Spec private CommandSpec spec;

  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "The address of the server (default: of the one that runs on the data folder).")
  private @Nullable URI server;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data folder of ./wardbell up (default: ~/.wardbell).")
  private Path data = DataFolder.standard();

  @Override
  public Integer call() throws InterruptedException {
    String address = (server == null ? recorded() : server).toString();
    spec.commandLine().getOut().println(address);
    for (List<String> opener : OPENERS) {
      if (opens(opener, address)) {
        return 0;
      }
    }
    spec.commandLine()
        .getOut()
        .println("No program of this machine opens it: paste it into a browser.");
    return 0;
  }

  private URI recorded() {
    Integer port = Ports.recorded(data).get("server");
    if (port == null || !Ports.accepts(port)) {
      throw new CannotStart(
          "No server runs on "
              + data
              + ": start one with ./wardbell up, or name another (--data, --server).",
          null);
    }
    return URI.create("http://" + Ports.LOOPBACK + ":" + port);
  }

  private static boolean opens(List<String> opener, String address) throws InterruptedException {
    List<String> command = new java.util.ArrayList<>(opener);
    command.add(address);
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      // Some wait for the browser's end: one that still runs has opened it.
      return !process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() == 0;
    } catch (IOException none) {
      return false;
    }
  }
}
