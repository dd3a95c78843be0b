package org.wardbell.standalone.demo;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.wardbell.standalone.server.PortNumber;
import org.wardbell.standalone.server.Running;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wardbell demo}: everything, for real, in a temporary folder, told step by step. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Shows it all, for real, in a temporary folder: events become deliveries, a preset posts to"
            + " Slack, a calendar and the clinic agree, and statistics count it. Stays up until"
            + " Ctrl-C.")
public final class DemoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--once",
      description =
          "Stops when everything has been shown. Exit code 0: every step happened, 1: one did not, and"
              + " the reason is printed.")
  private boolean once;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      converter = PortNumber.class,
      defaultValue = "0",
      description = "The port to listen on (default: 8080, or the next free one).")
  private int port;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter screen = spec.commandLine().getOut();
    Narrator narrator = new Narrator(screen, spec.commandLine().getColorScheme().ansi());
    narrator.title(
        "Wardbell demo: all of this happens now, on this machine, through the public API.");
    narrator.chapter("Starting");
    try (Running running = Running.untilStopped(screen)) {
      int chosen = DemoPort.choose(port);
      DemoEnvironment stage =
          running.startUnlessStopped(() -> DemoEnvironment.start(chosen, narrator));
      Demo demo = new Demo(stage, narrator);
      boolean told = demo.tell();
      if (once) {
        return told ? 0 : 1;
      }
      Pointers.print(stage, narrator);
      demo.clinic().ifPresent(id -> running.start(() -> SteadyEvents.begin(stage, id)));
      running.await();
      return told ? 0 : 1;
    }
  }
}
