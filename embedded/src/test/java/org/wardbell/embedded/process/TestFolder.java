package org.wardbell.embedded.process;

import java.nio.file.Path;
import java.util.UUID;

/**
 * A folder of a test under the module's {@code target}: removed when the test is done, and by
 * {@code clean} if it was killed.
 */
public final class TestFolder implements AutoCloseable {
  private final Path path = Path.of("target", "tests", UUID.randomUUID().toString());

  public Path path() {
    return path.toAbsolutePath();
  }

  @Override
  public void close() {
    Cache.removeTree(path);
  }
}
