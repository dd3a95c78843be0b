package org.wardbell.standalone;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.wardbell.embedded.EmbeddedRequirements;
import org.wardbell.embedded.Requirement;
import org.wardbell.embedded.process.Cache;
import org.wardbell.standalone.server.DataFolder;
import org.wardbell.standalone.server.DatabaseRequirement;
import org.wardbell.standalone.server.PortNumber;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The command {@code wardbell doctor}: a report of the machine's equipment. Starts nothing and
 * changes nothing.
 */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description =
        "Checks whether this machine has all that the server needs, and says how to get what is missing. Exit code 0: all is well, 1: something is missing.")
final class DoctorCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data folder to check (default: ~/.wardbell).")
  private Path data = DataFolder.standard();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      converter = PortNumber.class,
      description = "The port that the server is to listen on (default: ${DEFAULT-VALUE}).",
      defaultValue = "8080")
  private int port;

  @Option(
      names = "--database-url",
      paramLabel = "URL",
      description =
          "A MySQL of your own to check, instead of the one that Wardbell brings along. Its password is taken from WARDBELL_DATABASE_PASSWORD, its certificate authority from WARDBELL_DATABASE_CA_FILE.")
  private @Nullable String databaseUrl;

  @Option(
      names = "--database-user",
      paramLabel = "USER",
      defaultValue = "wardbell",
      description = "Its user (default: ${DEFAULT-VALUE}).")
  private String databaseUser = "wardbell";

  @Override
  public Integer call() {
    List<Requirement> all = new ArrayList<>(MachineRequirements.check(data, port));
    if (databaseUrl == null) {
      all.addAll(EmbeddedRequirements.check(Cache.standard()));
    } else {
      all.add(DatabaseRequirement.check(databaseUrl, databaseUser, System.getenv()));
    }
    PrintWriter out = spec.commandLine().getOut();
    all.forEach(requirement -> print(out, requirement));
    long unmet = all.stream().filter(r -> !r.met()).count();
    out.println();
    out.println(
        unmet == 0
            ? "All is well: ./wardbell demo shows it, ./wardbell up runs it."
            : unmet + " missing, see above.");
    out.flush();
    return unmet == 0 ? 0 : 1;
  }

  private static void print(PrintWriter out, Requirement requirement) {
    out.printf(
        "%-8s %-18s %s%n",
        requirement.met() ? "ok" : "MISSING", requirement.name(), requirement.found());
    if (!requirement.met()) {
      out.printf("%-8s %-18s -> %s%n", "", "", requirement.cure());
    }
  }
}
