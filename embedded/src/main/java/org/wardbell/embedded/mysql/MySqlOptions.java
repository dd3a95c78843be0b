package org.wardbell.embedded.mysql;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.wardbell.embedded.process.Cache;

/**
 * The options of {@link EmbeddedMySql}.
 *
 * @param dataFolder the product's data folder; MySQL keeps everything in its {@code mysql} folder
 * @param port port on 127.0.0.1, or 0 for a free one
 * @param bufferPoolMegabytes memory for InnoDB's pages, at least 16; the process needs about 90 MB
 *     more
 * @param cache where the archive is unpacked
 * @param throwaway for tests only: commits are not flushed, so a power cut loses data (a killed
 *     process does not)
 * @param furtherArguments of mysqld, such as {@code --require-secure-transport=ON}; they win over
 *     ours
 * @param progress is told in plain words about everything that takes time
 */
public record MySqlOptions(
    Path dataFolder,
    int port,
    int bufferPoolMegabytes,
    Cache cache,
    boolean throwaway,
    List<String> furtherArguments,
    Consumer<String> progress) {
  /**
   * Holds the hot pages of a clinic's last weeks; a larger installation sets more, or uses a MySQL
   * of its own.
   */
  public static final int DEFAULT_BUFFER_POOL_MEGABYTES = 256;

  /** Returns options for durable commits, a free port, the user's cache, no progress messages. */
  public static MySqlOptions in(Path dataFolder) {
    return new MySqlOptions(
        dataFolder.toAbsolutePath().normalize(),
        0,
        DEFAULT_BUFFER_POOL_MEGABYTES,
        Cache.standard(),
        false,
        List.of(),
        message -> {});
  }

  public MySqlOptions withPort(int wanted) {
    return new MySqlOptions(
        dataFolder, wanted, bufferPoolMegabytes, cache, throwaway, furtherArguments, progress);
  }

  public MySqlOptions withBufferPoolMegabytes(int megabytes) {
    return new MySqlOptions(
        dataFolder, port, megabytes, cache, throwaway, furtherArguments, progress);
  }

  public MySqlOptions withProgress(Consumer<String> listener) {
    return new MySqlOptions(
        dataFolder, port, bufferPoolMegabytes, cache, throwaway, furtherArguments, listener);
  }

  public MySqlOptions withFurtherArguments(String... arguments) {
    return new MySqlOptions(
        dataFolder, port, bufferPoolMegabytes, cache, throwaway, List.of(arguments), progress);
  }

  MySqlOptions asThrowaway() {
    return new MySqlOptions(
        dataFolder, port, bufferPoolMegabytes, cache, true, furtherArguments, progress);
  }
}
