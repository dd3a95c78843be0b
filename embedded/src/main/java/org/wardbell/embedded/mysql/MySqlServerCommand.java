package org.wardbell.embedded.mysql;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wardbell.embedded.process.ChildProcess;

/** mysqld's command lines: every option the product runs with, and why. */
record MySqlServerCommand(
    Path mysqld, Map<String, String> environment, MySqlOptions options, Path folder) {
  static MySqlServerCommand prepare(MySqlOptions options, Path folder) {
    Path mysqld =
        MySqlArchive.unpacked(options.cache(), options.progress()).resolve("bin").resolve("mysqld");
    Optional<Path> libraries =
        MySqlLibraries.folderFor(mysqld, options.cache(), options.progress());
    Map<String, String> environment =
        libraries.map(f -> Map.of("LD_LIBRARY_PATH", f.toString())).orElseGet(Map::of);
    return new MySqlServerCommand(mysqld, environment, options, folder);
  }

  Path dataDirectory() {
    return folder.resolve("data");
  }

  ChildProcess.Command initialise(Path emptyDirectory) {
    List<String> line = common(emptyDirectory);
    // Without a password for a moment: nothing listens during this run, and every start sets the
    // passwords before it listens.
    line.add("--initialize-insecure");
    // The data directory is worthless until it is complete, so nothing needs to be flushed on the
    // way.
    line.add("--innodb-flush-log-at-trx-commit=0");
    return new ChildProcess.Command("mysql", line, environment, folder);
  }

  ChildProcess.Command serve(int port, Path initFile) {
    List<String> line = common(dataDirectory());
    line.add("--init-file=" + initFile);
    line.add("--bind-address=127.0.0.1");
    line.add("--port=" + port);
    // Relative to the data directory, because a socket's path must stay under 108 bytes.
    line.add("--socket=mysql.sock");
    line.add("--pid-file=mysql.pid");
    line.add("--mysqlx=OFF");
    line.add("--skip-name-resolve");
    line.add("--local-infile=OFF");
    line.add("--secure-file-priv=NULL");
    line.add("--max-connections=300");
    line.add("--max-allowed-packet=64M");
    line.add("--transaction-isolation=READ-COMMITTED");
    line.add("--default-time-zone=+00:00");
    line.add("--innodb-buffer-pool-size=" + options.bufferPoolMegabytes() + "M");
    // Each commit writes the redo log itself: threads of its own for that pay off from many cores
    // on, and cost a switch between threads per commit on few.
    line.add("--innodb-log-writer-threads=OFF");
    line.addAll(options.throwaway() ? throwaway() : durable());
    line.addAll(options.furtherArguments());
    return new ChildProcess.Command("mysql", line, environment, folder);
  }

  private List<String> common(Path data) {
    List<String> line = new ArrayList<>();
    line.add(mysqld.toString());
    line.add("--no-defaults");
    if (System.getProperty("user.name").equals("root")) {
      line.add("--user=root");
    }
    line.add("--datadir=" + data);
    // No replica to feed: with the binary log each commit would cost two syncs instead of one.
    line.add("--skip-log-bin");
    // Saves more than 100 MB and some time of every statement; our own metrics say what matters.
    line.add("--performance-schema=OFF");
    line.add("--character-set-server=utf8mb4");
    return line;
  }

  /**
   * Returns the options by which a 202 survives a power cut. The redo log absorbs a burst of
   * 100,000 events without waiting for checkpoints.
   */
  private static List<String> durable() {
    return List.of("--innodb-flush-log-at-trx-commit=1", "--innodb-redo-log-capacity=256M");
  }

  /**
   * Commits are written and not flushed, so a killed server loses nothing and a power cut loses the
   * last second.
   */
  private static List<String> throwaway() {
    return List.of(
        "--innodb-flush-log-at-trx-commit=2",
        "--innodb-flush-method=nosync",
        "--innodb-doublewrite=OFF",
        "--innodb-redo-log-capacity=64M");
  }
}
