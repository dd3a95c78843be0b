package org.wardbell.standalone.storm.stage;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;
import org.wardbell.standalone.bench.environment.BenchFolder;
import org.wardbell.standalone.bench.environment.ChildJvm;
import org.wardbell.standalone.bench.environment.Deadline;
import org.wardbell.standalone.bench.environment.Progress;
import org.wardbell.standalone.storm.fault.KillableServer;

/** An api or a worker: a JVM of its own on a port that it keeps, with a log for each start. */
final class ProductProcess implements KillableServer {
  /** So many processes at once have to fit beside each other; what starts quickly is worth more. */
  private static final List<String> OPTIONS =
      List.of(
          "-Xmx384m",
          "-XX:TieredStopAtLevel=1",
          "-Duser.timezone=" + TimeZone.getDefault().getID());

  private final String name;
  private final Class<?> main;
  private final int port;
  private final Map<String, String> environment;
  private final BenchFolder folder;
  private int started;
  private volatile @Nullable ChildJvm process;

  ProductProcess(
      String name, Class<?> main, int port, Map<String, String> environment, BenchFolder folder) {
    this.name = name;
    this.main = main;
    this.port = port;
    this.environment = environment;
    this.folder = folder;
    folder.run(() -> this, ProductProcess::kill);
  }

  @Override
  public String name() {
    return name;
  }

  int port() {
    return port;
  }

  @Override
  public void start() {
    started++;
    Path log = folder.path().resolve(name + "-" + started + ".log");
    process =
        ChildJvm.start(name, OPTIONS, main, List.of("--server.port=" + port), environment, log);
  }

  @Override
  public void kill() {
    ChildJvm running = process;
    if (running != null) {
      running.kill();
    }
  }

  /** Refuses: what it knows is in the database. */
  @Override
  public void wipe() {
    throw new UnsupportedOperationException(name + " has no data");
  }

  @Override
  public boolean isAlive() {
    ChildJvm running = process;
    return running != null && running.isAlive();
  }

  @Override
  public boolean isReady() {
    return StormApi.isReady(port);
  }

  @Override
  public long pid() {
    return running().pid();
  }

  /** Waits until it is ready. */
  void awaitReady(Deadline deadline, Progress progress) {
    running().awaitReady(this::isReady, deadline, progress);
  }

  private ChildJvm running() {
    return Objects.requireNonNull(process, "not started");
  }
}
