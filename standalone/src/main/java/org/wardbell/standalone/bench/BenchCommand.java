package org.wardbell.standalone.bench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wardbell bench}: one subcommand per benchmark. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures this machine with a server of its own; touches no other data.",
    subcommands = {
      DeliverCommand.class,
      NoisyCommand.class,
      StatisticsCommand.class,
      CalendarCommand.class,
      DashboardCommand.class,
      GrowthCommand.class
    })
public final class BenchCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Say what to measure: bench deliver, bench noisy, bench statistics, bench calendar, bench"
            + " dashboard, bench growth");
  }
}
