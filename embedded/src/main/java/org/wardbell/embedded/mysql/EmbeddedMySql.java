package org.wardbell.embedded.mysql;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.wardbell.embedded.process.ChildProcess;
import org.wardbell.embedded.process.EmbeddedServerException;
import org.wardbell.embedded.process.FolderLock;
import org.wardbell.embedded.process.OwnerOnly;
import org.wardbell.embedded.process.Ports;
import org.wardbell.embedded.process.RestartableServer;

/**
 * A real MySQL 8.0.31 as a child process on 127.0.0.1, with its data in the product's data folder.
 * The same data is there after a restart, also after the JVM or the server was killed: every
 * acknowledged commit is on disk.
 */
public final class EmbeddedMySql implements RestartableServer, AutoCloseable {
  /**
   * Crash recovery reads the redo log, at most 256 MB here; a slow disk needs a minute for that.
   */
  private static final Duration START_LIMIT = Duration.ofSeconds(90);

  /** A clean stop flushes the buffer pool; killed after this it recovers at the next start. */
  private static final Duration STOP_GRACE = Duration.ofSeconds(30);

  /** Somebody may take a free port between our finding it and the server's using it. */
  private static final int TRIES_FOR_A_FREE_PORT = 3;

  /** The first bytes of MySQL's greeting: packet length, sequence number, protocol version 10. */
  private static final int GREETING_BYTES = 5;

  private static final int PROTOCOL_VERSION = 10;
  private static final int PROBE_TIMEOUT_MILLIS = 2_000;

  private static final String URL_OPTIONS =
      "?createDatabaseIfNotExist=true&rewriteBatchedStatements=true&cachePrepStmts=true&useServerPrepStmts=true"
          + "&connectionTimeZone=UTC&forceConnectionTimeZoneToSession=true"
          // On loopback only: the password travels encrypted with the server's key, the rest never
          // leaves the machine.
          + "&allowPublicKeyRetrieval=true&sslMode=DISABLED";

  private final FolderLock lock;
  private final MySqlServerCommand server;
  private final MySqlCredentials credentials;
  private final int port;
  private volatile ChildProcess process;

  private EmbeddedMySql(
      FolderLock lock,
      MySqlServerCommand server,
      MySqlCredentials credentials,
      int port,
      ChildProcess process) {
    this.lock = lock;
    this.server = server;
    this.credentials = credentials;
    this.port = port;
    this.process = process;
  }

  /**
   * Starts the server and waits until it answers: 1 to 2 s, the first time in a data folder 5 s,
   * the first time of a user 8 s.
   *
   * @throws EmbeddedServerException with the reason in one line: port in use, folder in use,
   *     missing library, wrong platform
   */
  public static EmbeddedMySql start(MySqlOptions options) {
    Path folder = OwnerOnly.closedFolder(options.dataFolder().resolve("mysql"));
    FolderLock lock = FolderLock.hold(folder);
    try {
      ChildProcess.endLeftover("MySQL", folder, options.progress());
      MySqlServerCommand server = MySqlServerCommand.prepare(options, folder);
      MySqlCredentials credentials = MySqlCredentials.keptIn(folder);
      MySqlDataDirectory.initialiseUnlessPresent(server, options, folder);
      return startOnSomePort(options, lock, server, credentials);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** Returns whether a data folder has the data of such a server. */
  public static boolean isIn(Path dataFolder) {
    return Files.isDirectory(dataFolder.resolve("mysql").resolve("data"));
  }

  private static EmbeddedMySql startOnSomePort(
      MySqlOptions options,
      FolderLock lock,
      MySqlServerCommand server,
      MySqlCredentials credentials) {
    if (options.port() != 0 && !Ports.isFree(options.port())) {
      throw new EmbeddedServerException(
          "MySQL cannot use port %d of 127.0.0.1, another program listens there: choose another port, or leave it out to take a free one."
              .formatted(options.port()));
    }
    for (int attempt = 1; ; attempt++) {
      int port = options.port() == 0 ? Ports.free() : options.port();
      ChildProcess process = launch(server, credentials, port);
      try {
        awaitReady(process, server, port, () -> true);
        return new EmbeddedMySql(lock, server, credentials, port, process);
      } catch (EmbeddedServerException e) {
        boolean again = options.port() == 0 && process.log().saysPortInUse();
        if (!again || attempt == TRIES_FOR_A_FREE_PORT) {
          throw e;
        }
      }
    }
  }

  /** Every start sets the accounts' passwords before it listens. */
  private static ChildProcess launch(
      MySqlServerCommand server, MySqlCredentials credentials, int port) {
    OwnerOnly.write(
        accounts(server),
        credentials.statements()
            + (server.options().throwaway() ? credentials.statementsOfTests() : ""));
    return ChildProcess.start(server.serve(port, accounts(server)));
  }

  private static void awaitReady(
      ChildProcess process, MySqlServerCommand server, int port, BooleanSupplier wanted) {
    try {
      process.awaitReady(START_LIMIT, wanted, () -> greets(port));
      Files.deleteIfExists(accounts(server));
    } catch (EmbeddedServerException e) {
      process.kill();
      throw e;
    } catch (IOException e) {
      process.kill();
      throw new EmbeddedServerException("Cannot remove " + accounts(server) + ".", e);
    }
  }

  private static Path accounts(MySqlServerCommand server) {
    return server.folder().resolve("accounts.sql");
  }

  @Override
  public String name() {
    return "MySQL";
  }

  @Override
  public String ending() {
    return process.ending();
  }

  @Override
  public void restart(BooleanSupplier wanted) {
    ChildProcess fresh = launch(server, credentials, port);
    awaitReady(fresh, server, port, wanted);
    process = fresh;
  }

  private static boolean greets(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.ofLiteral(Ports.LOOPBACK), port), PROBE_TIMEOUT_MILLIS);
      socket.setSoTimeout(PROBE_TIMEOUT_MILLIS);
      InputStream in = socket.getInputStream();
      byte[] greeting = in.readNBytes(GREETING_BYTES);
      return greeting.length == GREETING_BYTES && greeting[GREETING_BYTES - 1] == PROTOCOL_VERSION;
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns the port on 127.0.0.1. */
  public int port() {
    return port;
  }

  /** Returns the process id of mysqld. */
  public long pid() {
    return process.pid();
  }

  @Override
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Returns the URL of a database without account and password; see {@link #database}. */
  public String jdbcUrl(String database) {
    return jdbcUrl(port, database);
  }

  static String jdbcUrl(int port, String database) {
    if (!database.matches("wardbell[a-z0-9_]*")) {
      throw new IllegalArgumentException(
          "A database's name begins with \"wardbell\" and goes on with small letters, digits and _; the account may use no other: "
              + database);
    }
    return "jdbc:mysql://127.0.0.1:" + port + "/" + database + URL_OPTIONS;
  }

  /** Returns a database with the account that reaches it; created by the first connection. */
  public MySqlDatabase database(String name) {
    return new MySqlDatabase(jdbcUrl(name), user(), password());
  }

  public String user() {
    return MySqlCredentials.USER;
  }

  /** Returns the random password of {@link #user}, kept in the data folder. Never log it. */
  public String password() {
    return credentials.password();
  }

  /**
   * Ends the server at once, as a crash would; for fault tests. Start again with the same options
   * to recover.
   */
  public void kill() {
    process.kill();
    lock.close();
  }

  /** Stops the server cleanly and waits for its end, 30 s at most. */
  @Override
  public void close() {
    // A throwaway server is not worth the second that a clean stop takes.
    process.stop(server.options().throwaway() ? Duration.ZERO : STOP_GRACE);
    lock.close();
  }
}
