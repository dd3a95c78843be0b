package org.wardbell.standalone.person;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wardbell person}: the people who sign in to a running server. */
@Command(
    name = "person",
    mixinStandardHelpOptions = true,
    description = "Lets people sign in to a running server.",
    subcommands = AddCommand.class)
public final class PersonCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do: person add");
  }
}
