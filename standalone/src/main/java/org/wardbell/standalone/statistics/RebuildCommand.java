package org.wardbell.standalone.statistics;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.wardbell.standalone.client.Refused;
import org.wardbell.standalone.client.RunningServer;
import org.wardbell.standalone.client.ServerOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code wardbell statistics rebuild}: counts everything that is kept once more, and waits. */
@Command(
    name = "rebuild",
    mixinStandardHelpOptions = true,
    description = {
      "Counts all attempts, deliveries and events that are kept once more while traffic goes on, and waits until the new",
      "figures are shown. Days whose rows were removed by age keep their figures.",
      "Exit code 0: they are shown, 1: they are not, or that is not known.",
      "Needs an administrator key of the installation in the environment variable WARDBELL_KEY."
    })
final class RebuildCommand implements Callable<Integer> {
  private static final String PATH = "/api/v1/statistics/rebuild";

  @Spec private CommandSpec spec;

  @Option(names = "--pause-millis", hidden = true, defaultValue = "1000")
  private int pauseMillis;

  @Mixin private final ServerOptions options = new ServerOptions();

  @Override
  public Integer call() {
    RunningServer server = options.server("an administrator key of the installation");
    try {
      JsonNode state = server.post(PATH, null);
      say("Counting anew; the figures of before are shown until it is complete.");
      say("It goes on also when this command is stopped.");
      while (state.path("rebuilding").asBoolean()) {
        RunningServer.pause(Duration.ofMillis(pauseMillis));
        state = server.get(PATH);
      }
      say("The new figures are shown.");
      return 0;
    } catch (Refused refused) {
      spec.commandLine()
          .getErr()
          .println("wardbell: nothing is known of a rebuild, " + refused.getMessage());
      return 1;
    }
  }

  private void say(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
