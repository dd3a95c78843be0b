package org.wardbell.embedded;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.wardbell.embedded.mysql.MySqlArchive;
import org.wardbell.embedded.mysql.MySqlLibraries;
import org.wardbell.embedded.process.Cache;
import org.wardbell.embedded.process.DebianPackages;
import org.wardbell.embedded.process.EmbeddedServerException;
import org.wardbell.embedded.process.Programs;
import org.wardbell.embedded.temporal.TemporalSource;
import org.wardbell.embedded.temporal.TemporalSources;

/**
 * The requirements of the embedded servers on this machine. Looks only: nothing is fetched,
 * unpacked or started.
 */
public final class EmbeddedRequirements {
  /** A connection that takes longer than this is none for somebody who waits for an answer. */
  private static final int REACH_MILLIS = 1_000;

  private static final int HTTPS = 443;

  private EmbeddedRequirements() {}

  /**
   * Checks MySQL, its libraries, and Temporal; takes well under a second, 1 s more without a way to
   * the internet.
   */
  public static List<Requirement> check(Cache cache) {
    return List.of(mySql(cache), libraries(cache), temporal(TemporalSources.standard(cache)));
  }

  private static Requirement mySql(Cache cache) {
    String name = "MySQL " + MySqlArchive.VERSION;
    if (!MySqlArchive.fitsThisMachine()) {
      return Requirement.unmet(
          name,
          "the embedded one is for x86-64 Linux, this is %s on %s"
              .formatted(System.getProperty("os.name"), System.getProperty("os.arch")),
          "run a MySQL 8 of your own and pass --database-url");
    }
    if (!MySqlArchive.isOnClassPath()) {
      return Requirement.unmet(
          name, "the archive is not in the build", "build again: delete standalone/target");
    }
    return Requirement.met(
        name,
        (Files.exists(mysqld(cache))
                ? "unpacked in " + cache.files()
                : "is unpacked to " + cache.files() + " at the first start")
            + "; for evaluation and small clinics on one machine, because its series gets no more corrections");
  }

  private static Path mysqld(Cache cache) {
    return cache.files().resolve("mysql-" + MySqlArchive.VERSION).resolve("bin").resolve("mysqld");
  }

  private static Requirement libraries(Cache cache) {
    String name = "libaio for MySQL";
    if (!MySqlArchive.fitsThisMachine()) {
      return Requirement.met(name, "not needed here");
    }
    List<String> missing = MySqlLibraries.missingHere(mysqld(cache));
    if (missing.isEmpty()) {
      return Requirement.met(name, "installed");
    }
    if (MySqlLibraries.isFetched(cache)) {
      return Requirement.met(name, "not installed, a copy is in " + cache.files());
    }
    if (DebianPackages.areHere()) {
      return Requirement.met(
          name, "not installed, is fetched with apt-get download at the first start");
    }
    return Requirement.unmet(
        name, String.join(", ", missing) + " not found", MySqlLibraries.advice(missing));
  }

  private static Requirement temporal(TemporalSources sources) {
    String name = "Temporal";
    Optional<TemporalSource.CommandLine> present;
    try {
      present = sources.present();
    } catch (EmbeddedServerException e) {
      return Requirement.unmet(name, String.valueOf(e.getMessage()), "correct the variable");
    }
    if (present.isPresent()) {
      return runnable(name, present.get());
    }
    if (canReach(TemporalSources.OFFICIAL.getHost())) {
      return Requirement.met(name, "not here yet, is downloaded at the first start (about 60 MB)");
    }
    if (Programs.find("go").isPresent()) {
      return Requirement.met(
          name, "not here yet, is built with Go at the first start (some minutes)");
    }
    return Requirement.unmet(
        name,
        "no real server: the Java test server would be used, which keeps nothing",
        "install the Temporal command line (docs.temporal.io/cli) or Go, name it in "
            + TemporalSources.VARIABLE
            + ", or pass --temporal HOST:PORT");
  }

  private static Requirement runnable(String name, TemporalSource.CommandLine source) {
    return TemporalSources.versionOf(source.program())
        .map(
            version ->
                Requirement.met(
                    name, "%s, from %s: %s".formatted(version, source.origin(), source.program())))
        .orElseGet(
            () ->
                Requirement.unmet(
                    name,
                    source.program() + " does not run",
                    "remove it, or name another in " + TemporalSources.VARIABLE));
  }

  private static boolean canReach(String host) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, HTTPS), REACH_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
