package org.wardbell.standalone.statistics;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wardbell statistics}: what an operator does with the statistics of a running server. */
@Command(
    name = "statistics",
    mixinStandardHelpOptions = true,
    description = "Makes the statistics of a running server anew.",
    subcommands = RebuildCommand.class)
public final class StatisticsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do: statistics rebuild");
  }
}
