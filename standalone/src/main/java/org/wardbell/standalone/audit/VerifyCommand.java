package org.wardbell.standalone.audit;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.wardbell.standalone.client.Refused;
import org.wardbell.standalone.client.RunningServer;
import org.wardbell.standalone.client.ServerOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/**
 * {@code wardbell audit verify}: the whole trail against its seals, and against a head of before.
 */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Compares every row of the audit trail with its seal and names the first that was changed, removed or put elsewhere.",
      "Exit code 0: all is as it was written, 1: it is not, or that is not known, 2: an option is wrong, and nothing was asked.",
      "Needs an administrator key of the installation in the environment variable WARDBELL_KEY."
    })
final class VerifyCommand implements Callable<Integer> {
  private static final Pattern HEAD = Pattern.compile("([0-9]{1,18}):([0-9a-fA-F]{64})");

  @Spec private CommandSpec spec;

  @Option(
      names = "--head",
      paramLabel = "POSITION:SEAL",
      description =
          "Position and seal that an earlier run, or the log, printed as the head, and that you kept elsewhere: shows that nothing up to there was changed since.")
  private @Nullable String head;

  @Mixin private final ServerOptions options = new ServerOptions();

  @Override
  public Integer call() {
    RunningServer server = options.server("an administrator key of the installation");
    PrintWriter out = spec.commandLine().getOut();
    long checked = 0;
    String query = headQuery();
    try {
      while (true) {
        JsonNode found = server.get("/api/v1/audit/verification" + query);
        checked += found.path("checked").asLong();
        if (!found.path("intact").asBoolean()) {
          JsonNode fault = found.path("fault");
          out.printf(
              "BROKEN at position %s, row %s: %s%n",
              shown(fault, "position"), shown(fault, "number"), fault.path("meaning").asString(""));
          out.flush();
          return 1;
        }
        if (found.path("complete").asBoolean()) {
          tell(out, checked, found);
          return 0;
        }
        query = "?after=" + found.path("position").asLong();
      }
    } catch (Refused refused) {
      spec.commandLine()
          .getErr()
          .println("wardbell: nothing was verified, " + refused.getMessage());
      return 1;
    }
  }

  private static void tell(PrintWriter out, long checked, JsonNode found) {
    out.printf(
        "Intact: %,d rows are as they were written; %,d new ones wait for their seal.%n",
        checked, found.path("waiting").asLong());
    if (found.has("head")) {
      out.printf(
          "Head, to be kept elsewhere: %d:%s%n",
          found.at("/head/position").asLong(), found.at("/head/seal").asString());
    }
    out.flush();
  }

  private static String shown(JsonNode fault, String field) {
    return fault.has(field) ? Long.toString(fault.path(field).asLong()) : "unknown";
  }

  private String headQuery() {
    if (head == null) {
      return "";
    }
    Matcher parts = HEAD.matcher(head);
    if (!parts.matches()) {
      throw new ParameterException(
          spec.commandLine(), "--head is a position, a colon and 64 hexadecimal digits");
    }
    return "?position=" + parts.group(1) + "&seal=" + parts.group(2);
  }
}
