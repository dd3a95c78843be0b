package org.wardbell.standalone;

import java.util.concurrent.Callable;
import org.wardbell.activities.crypto.MasterKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * The command {@code wardbell new-master-key}: a key for those who keep it in a place of theirs.
 */
@Command(
    name = "new-master-key",
    mixinStandardHelpOptions = true,
    description = {
      "Prints a new master key, for the file of WARDBELL_MASTER_KEY_FILE or for WARDBELL_MASTER_KEY.",
      "For a new database only: what was encrypted with one key opens with no other. Before you write it into a file, run umask 077, so that nobody else can read it."
    })
final class NewMasterKeyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().getOut().println(MasterKey.newKeyset());
    spec.commandLine().getOut().flush();
    return 0;
  }
}
