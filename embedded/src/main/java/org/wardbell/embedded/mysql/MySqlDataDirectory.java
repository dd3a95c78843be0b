package org.wardbell.embedded.mysql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.wardbell.embedded.process.Cache;
import org.wardbell.embedded.process.ChildProcess;
import org.wardbell.embedded.process.EmbeddedServerException;
import org.wardbell.embedded.process.OwnerOnly;

/**
 * The data directory of a new server. It gets its name when it is complete, so a killed first start
 * leaves no half.
 */
final class MySqlDataDirectory {
  /** Takes 3 s on an idle machine; a busy one with a slow disk needs patience. */
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private MySqlDataDirectory() {}

  static void initialiseUnlessPresent(
      MySqlServerCommand server, MySqlOptions options, Path folder) {
    Path wanted = server.dataDirectory();
    if (Files.isDirectory(wanted)) {
      return;
    }
    Path fresh = folder.resolve("data.new");
    Cache.removeTree(fresh);
    try {
      if (options.throwaway()) {
        copy(template(server, options), fresh);
      } else {
        options.progress().accept("Making a new MySQL data directory (a few seconds, once)");
        OwnerOnly.folder(fresh);
        ChildProcess.start(server.initialise(fresh)).awaitEnd(LIMIT);
      }
      Files.move(fresh, wanted, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new EmbeddedServerException(
          "Cannot make " + wanted + " (" + OwnerOnly.reason(e) + "): check the free disk space.",
          e);
    }
  }

  /** Tests copy an empty data directory instead of making one: 0.2 s instead of 3. */
  private static Path template(MySqlServerCommand server, MySqlOptions options) {
    return options
        .cache()
        .once(
            "mysql-" + MySqlArchive.VERSION + "-empty",
            folder -> {
              Path data = OwnerOnly.folder(folder.resolve("data"));
              MySqlServerCommand here =
                  new MySqlServerCommand(
                      server.mysqld(), server.environment(), server.options(), folder);
              ChildProcess.start(here.initialise(data)).awaitEnd(LIMIT);
            })
        .resolve("data");
  }

  private static void copy(Path from, Path to) throws IOException {
    List<Path> tree;
    try (Stream<Path> walk = Files.walk(from)) {
      tree = walk.toList();
    }
    for (Path path : tree) {
      Files.copy(
          path, to.resolve(from.relativize(path).toString()), StandardCopyOption.COPY_ATTRIBUTES);
    }
  }
}
