package org.wardbell.standalone.rotation;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.crypto.MasterKeyRotation;
import org.wardbell.activities.crypto.WrongMasterKeyException;
import org.wardbell.standalone.client.Refused;
import org.wardbell.standalone.client.RunningServer;
import org.wardbell.standalone.client.ServerOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code wardbell rotate-key}: a new key for a running server, and the end of the old one. */
@Command(
    name = "rotate-key",
    mixinStandardHelpOptions = true,
    description = {
      "Brings a new key into use while the server runs: everything that the old key encrypted is encrypted again, then the old key is removed.",
      "clinic: a clinic's data key (at least 10 minutes). installation: the data key of what belongs to no clinic.",
      "master: the key that wraps all data keys. Run it where the key's file is; with several machines run it with --add"
          + " first, copy the file to all of them, then run it without.",
      "Needs an administrator key in the environment variable WARDBELL_KEY: one of the installation, or for clinic one of that clinic."
    })
public final class RotateKeyCommand implements Callable<Integer> {
  /** A rotation of a master key takes a second, one of a clinic's key 10 minutes and more. */
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private static final String ROTATIONS = "/api/v1/key-rotations";

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "clinic|installation|master", description = "Which key.")
  private String kind = "";

  @Option(
      names = "--clinic",
      paramLabel = "ID",
      description = "Which clinic (default: the one of the key in WARDBELL_KEY).")
  private @Nullable String clinic;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "The master key's file (default: WARDBELL_MASTER_KEY_FILE).",
      defaultValue = "${env:WARDBELL_MASTER_KEY_FILE}")
  private @Nullable Path file;

  @Option(
      names = "--add",
      description = "Only put a new master key into the file, beside the old one, and stop.")
  private boolean add;

  @Option(
      names = "--leave-unreadable",
      description = {
        "Take the old master key out of the file although some data keys open with no key in it.",
        "Those were wrapped by yet another master key, or changed; their clinics stay unreadable."
      })
  private boolean leaveUnreadable;

  @Mixin private final ServerOptions options = new ServerOptions();

  @Override
  public Integer call() {
    return switch (kind) {
      case "clinic", "installation" -> rotated() == null ? 1 : 0;
      case "master" -> masterOrWhyNot();
      default -> throw wrong("Say which key: clinic, installation or master");
    };
  }

  private int masterOrWhyNot() {
    try {
      return master();
    } catch (WrongMasterKeyException unusable) {
      complain(String.valueOf(unusable.getMessage()));
    } catch (IOException e) {
      complain(
          "%s was not replaced and is as it was (%s). Check that this account may write to its folder."
              .formatted(file, e.getClass().getSimpleName()));
    }
    return 1;
  }

  private int master() throws IOException {
    if (file == null || file.toString().isBlank()) {
      throw wrong("Name the master key's file with --file, or in WARDBELL_MASTER_KEY_FILE");
    }
    if (!Files.isReadable(file)) {
      throw wrong(file + " is no file that can be read here: run this where the key's file is");
    }
    MasterKeyRotation rotation = new MasterKeyRotation(file);
    boolean added = rotation.add();
    say(added ? "A new key is in " + file + ", beside the old one." : file + " has two keys.");
    if (add) {
      say("Copy it to every machine that runs Wardbell, then run this again without --add.");
      return 0;
    }
    JsonNode job = rotated();
    if (job == null || !mayRemoveOld(file, rotation.number(), job)) {
      return 1;
    }
    rotation.removeOld();
    say(
        "The old key is no longer in "
            + file
            + ". Back this file up now; the old one opens nothing.");
    return 0;
  }

  /** Says why not, if the old key may still be needed. */
  private boolean mayRemoveOld(Path file, long number, JsonNode job) {
    long wraps = job.path("key_id").asLong();
    if (wraps != number) {
      complain(
          "the server wraps with master key %d, and the new one in %s is %d: it reads another file."
                  .formatted(wraps, file, number)
              + " Both keys stay in this one. Name the server's with --file, or copy this one to where the server"
              + " reads it; then run this again.");
      return false;
    }
    long unreadable = job.path("unreadable").asLong();
    if (unreadable > 0 && !leaveUnreadable) {
      complain(
          "%,d data keys open with no key in %s, so the old one stays in it."
                  .formatted(unreadable, file)
              + " The log of the server's start names their clinics. Run this again with --leave-unreadable if"
              + " the master key that wrapped them is lost.");
      return false;
    }
    return true;
  }

  /**
   * Has the server rotate, and waits for it.
   *
   * @return the job, or null if it was refused or lost from sight; that was said then
   */
  private @Nullable JsonNode rotated() {
    RunningServer server = options.server("an administrator key");
    String id = "";
    try {
      JsonNode job = server.post(ROTATIONS, body());
      id = job.path("id").asString();
      say("Rotation " + id + " has begun. It goes on also when this command is stopped.");
      long told = -1;
      while (!job.path("status").asString().equals("DONE")) {
        RunningServer.pause(BETWEEN_LOOKS);
        job = server.get(ROTATIONS + "/" + id);
        if (job.path("looked_at").asLong() != told) {
          told = job.path("looked_at").asLong();
          say(
              "%,d rows looked at, %,d values sealed again"
                  .formatted(told, job.path("sealed").asLong()));
        }
      }
      say(end(job.path("unreadable").asLong()));
      return job;
    } catch (Refused refused) {
      complain(
          (id.isEmpty() ? "the key was not rotated, " : outOfSight(id)) + refused.getMessage());
      return null;
    }
  }

  private String outOfSight(String id) {
    String next = kind.equals("master") ? " Run this again, so that the old key is removed." : "";
    return "rotation %s may go on (GET %s/%s), but is out of sight.".formatted(id, ROTATIONS, id)
        + next
        + " Why: ";
  }

  private static String end(long unreadable) {
    return unreadable == 0
        ? "Done: the new key seals everything, the old one opens nothing."
        : "Done: the new key seals everything but %,d values that no key opens."
            .formatted(unreadable);
  }

  private void complain(String message) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("wardbell: " + message);
    err.flush();
  }

  private Map<String, Object> body() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("kind", kind);
    if (clinic != null && kind.equals("clinic")) {
      body.put("clinic_id", clinic);
    }
    return body;
  }

  private void say(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
