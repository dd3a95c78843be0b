package org.wardbell.standalone.bench.environment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.wardbell.embedded.process.Ports;
import org.wardbell.simulator.receiver.ReceiverSimulator;

/**
 * Everything a benchmark starts: a receiver and a server, each a process of its own, and a data
 * folder that is removed at the end. Closing it stops all of that, also when the JVM ends by a
 * signal.
 */
public final class BenchEnvironment implements AutoCloseable {
  private static final int KEY_BYTES = 32;

  private final Path folder;
  private final Deadline deadline;
  private final Progress progress;
  private final Deque<ChildJvm> running = new ArrayDeque<>();
  private final Thread hook = new Thread(this::stopAll, "stop-benchmark");
  private boolean stopped;

  private BenchEnvironment(Path folder, Deadline deadline, Progress progress) {
    this.folder = folder;
    this.deadline = deadline;
    this.progress = progress;
  }

  /**
   * Returns an empty environment with a new folder in this one. The disk below it takes part in the
   * figures.
   */
  public static BenchEnvironment in(Path parent, Deadline deadline, Progress progress) {
    try {
      Files.createDirectories(parent);
      BenchEnvironment stage =
          new BenchEnvironment(Files.createTempDirectory(parent, "bench-"), deadline, progress);
      Runtime.getRuntime().addShutdownHook(stage.hook);
      return stage;
    } catch (IOException e) {
      throw new BenchmarkException("Cannot make a folder in " + parent + ": " + e.getMessage(), e);
    }
  }

  /**
   * Starts the receiver and the server and waits for both.
   *
   * @param commandLine the class whose main method understands {@code up}
   * @param serverOptions JVM options of the server only
   */
  public Target start(Class<?> commandLine, List<String> serverOptions) {
    int receiverPort = Ports.free();
    progress.step("Starting the receiver on port " + receiverPort);
    ChildJvm receiver =
        run(
            "receiver",
            List.of(),
            ReceiverSimulator.class,
            List.of("--port", Integer.toString(receiverPort), "--counting"),
            Map.of());
    ControlClient receiverControl = new ControlClient("receiver", receiverPort, "");
    receiver.awaitReady(() -> receiverControl.isUp("/_control/stats"), deadline, progress);

    int port = Ports.free();
    String key = randomKey();
    progress.step("Starting the server on port " + port + " with a new data folder in " + folder);
    ChildJvm server =
        run(
            "server",
            serverOptions,
            commandLine,
            List.of(
                "up",
                "--data=" + folder.resolve("data"),
                "--port=" + port,
                "--allow-network=127.0.0.0/8"),
            Map.of("WARDBELL_ADMIN_KEY", key));
    ControlClient api = new ControlClient("server", port, "");
    server.awaitReady(() -> api.isUp("/actuator/health/readiness"), deadline, progress);

    List<MeasuredProcess> processes =
        new ArrayList<>(MeasuredProcess.serverWithChildren(server.handle()));
    processes.add(new MeasuredProcess("receiver", receiver.handle().pid()));
    processes.add(new MeasuredProcess("generator", ProcessHandle.current().pid()));
    return new Target(port, key, new BenchReceiver(receiverPort), processes);
  }

  private ChildJvm run(
      String name,
      List<String> options,
      Class<?> mainClass,
      List<String> arguments,
      Map<String, String> environment) {
    synchronized (running) {
      if (stopped) {
        throw new BenchmarkException("Stopped.");
      }
      ChildJvm child =
          ChildJvm.start(
              name, options, mainClass, arguments, environment, folder.resolve(name + ".log"));
      running.push(child);
      return child;
    }
  }

  @Override
  public void close() {
    progress.step("Stopping what was started");
    stopAll();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending, and the hook does or did the same.
    }
  }

  private void stopAll() {
    synchronized (running) {
      stopped = true;
      while (!running.isEmpty()) {
        running.pop().close();
      }
      remove(folder);
    }
  }

  private static void remove(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException e) {
      throw new BenchmarkException("Cannot remove " + folder + ", remove it by hand: " + e, e);
    }
  }

  private static String randomKey() {
    byte[] bytes = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
