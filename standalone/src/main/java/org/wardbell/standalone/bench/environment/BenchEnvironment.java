package org.wardbell.standalone.bench.environment;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.wardbell.embedded.mysql.MySqlDatabase;
import org.wardbell.embedded.process.Ports;
import org.wardbell.simulator.receiver.ReceiverSimulator;

/**
 * Everything a benchmark starts: a receiver and a server, each a process of its own, and a data
 * folder that is removed at the end. Closing it stops all of that, also when the JVM ends by a
 * signal.
 */
public final class BenchEnvironment implements AutoCloseable {
  private static final int KEY_BYTES = 32;

  private final BenchFolder folder;
  private final Deadline deadline;
  private final Progress progress;

  private BenchEnvironment(BenchFolder folder, Deadline deadline, Progress progress) {
    this.folder = folder;
    this.deadline = deadline;
    this.progress = progress;
  }

  /**
   * Returns an empty environment with a new folder in this one. The disk below it takes part in the
   * figures.
   */
  public static BenchEnvironment in(Path parent, Deadline deadline, Progress progress) {
    return new BenchEnvironment(BenchFolder.in(parent), deadline, progress);
  }

  /**
   * Starts the receiver and the server and waits for both.
   *
   * @param commandLine the class whose main method understands {@code up}
   * @param serverOptions JVM options of the server only
   */
  public Target start(Class<?> commandLine, List<String> serverOptions) {
    return start(commandLine, serverOptions, List.of(), port -> Map.of());
  }

  /**
   * Starts the receiver, and the server on a database, and waits for both.
   *
   * @param commandLine the class whose main method understands {@code up}
   * @param serverOptions JVM options of the server only
   * @param database that the server uses instead of one of its own
   * @param settings variables of the server's environment
   */
  public Target start(
      Class<?> commandLine,
      List<String> serverOptions,
      MySqlDatabase database,
      Map<String, String> settings) {
    Map<String, String> all = new TreeMap<>(settings);
    all.put("WARDBELL_DATABASE_PASSWORD", database.password());
    return start(
        commandLine,
        serverOptions,
        List.of("--database-url=" + database.jdbcUrl(), "--database-user=" + database.user()),
        port -> all);
  }

  /**
   * Starts the receiver, and the server with further settings, and waits for both.
   *
   * @param commandLine the class whose main method understands {@code up}
   * @param serverOptions JVM options of the server only
   * @param settings variables of the server's environment, which may name its port
   */
  public Target start(
      Class<?> commandLine, List<String> serverOptions, IntFunction<Map<String, String>> settings) {
    return start(commandLine, serverOptions, List.of(), settings);
  }

  private Target start(
      Class<?> commandLine,
      List<String> serverOptions,
      List<String> arguments,
      IntFunction<Map<String, String>> settings) {
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
    Map<String, String> environment = new TreeMap<>(settings.apply(port));
    environment.put("WARDBELL_ADMIN_KEY", key);
    progress.step(
        "Starting the server on port " + port + " with a new data folder in " + folder.path());
    ChildJvm server =
        run(
            "server",
            serverOptions,
            commandLine,
            Stream.concat(
                    Stream.of(
                        "up",
                        "--data=" + folder.path().resolve("data"),
                        "--port=" + port,
                        "--allow-network=127.0.0.0/8"),
                    arguments.stream())
                .toList(),
            environment);
    ControlClient api = new ControlClient("server", port, "");
    server.awaitReady(() -> api.isUp("/actuator/health/readiness"), deadline, progress);

    List<MeasuredProcess> processes =
        new ArrayList<>(MeasuredProcess.serverWithChildren(server.handle()));
    processes.add(new MeasuredProcess("receiver", receiver.handle().pid()));
    processes.add(new MeasuredProcess("generator", ProcessHandle.current().pid()));
    return new Target(
        port,
        key,
        new BenchReceiver(receiverPort),
        processes,
        DatabaseCounters.in(folder.path().resolve("data")));
  }

  private ChildJvm run(
      String name,
      List<String> options,
      Class<?> mainClass,
      List<String> arguments,
      Map<String, String> environment) {
    return folder.run(
        () ->
            ChildJvm.start(
                name,
                options,
                mainClass,
                arguments,
                environment,
                folder.path().resolve(name + ".log")),
        ChildJvm::close);
  }

  @Override
  public void close() {
    progress.step("Stopping what was started");
    folder.close();
  }

  private static String randomKey() {
    byte[] bytes = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
