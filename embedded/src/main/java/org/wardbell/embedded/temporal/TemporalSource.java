package org.wardbell.embedded.temporal;

import java.nio.file.Path;

/** The origin of the embedded Temporal. */
public sealed interface TemporalSource {
  /** The real server, inside the {@code temporal} command line. */
  record CommandLine(Path program, String origin) implements TemporalSource {}

  /** The test server of Temporal's Java library, because no real one could be had. */
  record JavaTestServer(String reason) implements TemporalSource {}
}
