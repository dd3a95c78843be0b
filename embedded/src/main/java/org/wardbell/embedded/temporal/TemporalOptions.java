package org.wardbell.embedded.temporal;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.wardbell.embedded.process.Cache;

/**
 * The options of {@link EmbeddedTemporal}.
 *
 * @param dataFolder the product's data folder; Temporal keeps everything in its {@code temporal}
 *     folder
 * @param port gRPC port on 127.0.0.1, or 0 for a free one
 * @param uiPort port of the web UI on 127.0.0.1, or 0 for a free one
 * @param inMemory for tests: nothing is kept when the server stops
 * @param searchAttributes the namespace's own search attributes, name to type (Keyword, Int,
 *     Datetime, …)
 * @param cache the place of the server's program, also when it is fetched
 * @param progress is told in plain words about everything that takes time
 */
public record TemporalOptions(
    Path dataFolder,
    int port,
    int uiPort,
    boolean inMemory,
    Map<String, String> searchAttributes,
    Cache cache,
    Consumer<String> progress) {
  public TemporalOptions {
    searchAttributes = Map.copyOf(searchAttributes);
  }

  /**
   * Returns options for free ports, a database file, no search attributes, the user's cache, no
   * progress messages.
   */
  public static TemporalOptions in(Path dataFolder) {
    return new TemporalOptions(
        dataFolder.toAbsolutePath().normalize(),
        0,
        0,
        false,
        Map.of(),
        Cache.standard(),
        message -> {});
  }

  public TemporalOptions withPort(int wanted) {
    return new TemporalOptions(
        dataFolder, wanted, uiPort, inMemory, searchAttributes, cache, progress);
  }

  public TemporalOptions withUiPort(int wanted) {
    return new TemporalOptions(
        dataFolder, port, wanted, inMemory, searchAttributes, cache, progress);
  }

  /** For tests: keeps nothing when the server stops. */
  public TemporalOptions withoutFile() {
    return new TemporalOptions(dataFolder, port, uiPort, true, searchAttributes, cache, progress);
  }

  public TemporalOptions withSearchAttributes(Map<String, String> named) {
    return new TemporalOptions(dataFolder, port, uiPort, inMemory, named, cache, progress);
  }

  public TemporalOptions withProgress(Consumer<String> listener) {
    return new TemporalOptions(
        dataFolder, port, uiPort, inMemory, searchAttributes, cache, listener);
  }
}
