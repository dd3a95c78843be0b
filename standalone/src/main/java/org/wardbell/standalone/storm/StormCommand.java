package org.wardbell.standalone.storm;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wardbell storm}: one subcommand per storm. */
@Command(
    name = "storm",
    mixinStandardHelpOptions = true,
    description =
        "Tests whether calendars and the clinic agree after much went wrong, with servers of its own; touches no other data.",
    subcommands = CalendarStormCommand.class)
public final class StormCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what is to be tried: storm calendar");
  }
}
