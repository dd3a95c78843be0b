package org.wardbell.standalone.browser.product;

import java.nio.file.Path;
import org.wardbell.activities.temporal.WorkflowLabels;
import org.wardbell.embedded.process.Watchdog;
import org.wardbell.embedded.temporal.EmbeddedTemporal;
import org.wardbell.embedded.temporal.TemporalOptions;

/** The Temporal of the product under test; gone, with its folder, when the JVM ends. */
public final class TestTemporal {
  private final Path folder;
  private EmbeddedTemporal server;

  private TestTemporal(Path folder, EmbeddedTemporal server) {
    this.folder = folder;
    this.server = server;
    guard();
  }

  static TestTemporal start(Path folder) {
    return new TestTemporal(folder, EmbeddedTemporal.start(options(folder)));
  }

  private static TemporalOptions options(Path folder) {
    return TemporalOptions.in(folder).withSearchAttributes(WorkflowLabels.types());
  }

  private void guard() {
    server
        .pid()
        .ifPresent(
            pid ->
                Watchdog.guard(
                    pid,
                    ProcessHandle.of(pid).flatMap(p -> p.info().command()).orElse("temporal"),
                    folder));
  }

  /** Returns its address, {@code host:port}. */
  public String target() {
    return server.target();
  }

  /** Simulates a crash. */
  public void stop() {
    server.kill();
  }

  /** Starts it again on the same port, with all that it had. */
  public void startAgain() {
    server = EmbeddedTemporal.start(options(folder).withPort(server.port()));
    guard();
  }
}
