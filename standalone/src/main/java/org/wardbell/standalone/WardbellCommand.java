package org.wardbell.standalone;

import org.wardbell.standalone.audit.AuditCommand;
import org.wardbell.standalone.backup.BackupCommand;
import org.wardbell.standalone.backup.RestoreCommand;
import org.wardbell.standalone.bench.BenchCommand;
import org.wardbell.standalone.demo.DemoCommand;
import org.wardbell.standalone.person.PersonCommand;
import org.wardbell.standalone.receive.ListenCommand;
import org.wardbell.standalone.receive.ReceiveCommand;
import org.wardbell.standalone.rotation.RotateKeyCommand;
import org.wardbell.standalone.send.SendCommand;
import org.wardbell.standalone.statistics.StatisticsCommand;
import org.wardbell.standalone.storm.everything.StormCommand;
import org.wardbell.standalone.training.TrainCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line {@code wardbell}. Each command is a class of its own, listed here. */
@Command(
    name = "wardbell",
    description = "Durable webhooks and calendar sync for clinics.",
    footer = {
      "",
      "New here? ./wardbell demo shows everything at work on this machine; ./wardbell up runs the server.",
      "./wardbell COMMAND --help explains a command, README.md and docs/ the rest."
    },
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      OpenCommand.class,
      SendCommand.class,
      ListenCommand.class,
      ReceiveCommand.class,
      TrainCommand.class,
      BenchCommand.class,
      StormCommand.class,
      AuditCommand.class,
      PersonCommand.class,
      StatisticsCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      MigrateCommand.class,
      DoctorCommand.class,
      NewMasterKeyCommand.class,
      RotateKeyCommand.class,
      HelpCommand.class,
    })
public final class WardbellCommand implements Runnable {
  @Spec private CommandSpec spec;

  /**
   * Runs one command and exits with its code: 0 done, 1 failed with the reason on standard error, 2
   * wrong usage.
   */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new WardbellCommand())
        .setParameterExceptionHandler(OneLineErrors::wrongUsage)
        .setExecutionExceptionHandler(OneLineErrors::failure);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "No command given");
  }
}
