package org.wardbell.activities.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.wardbell.embedded.mysql.MySqlDatabase;

/** A wire to MySQL that a test can cut: open connections break, and new ones are closed at once. */
final class Interruption implements AutoCloseable {
  private static final Pattern PORT = Pattern.compile("(//127\\.0\\.0\\.1:)(\\d+)");

  private final MySqlDatabase database;
  private final int target;
  private final ServerSocket door;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean cut;
  private volatile @Nullable String forbidden;

  Interruption(MySqlDatabase database) throws IOException {
    this.database = database;
    Matcher port = PORT.matcher(database.jdbcUrl());
    if (!port.find()) {
      throw new IllegalArgumentException("no port in " + database);
    }
    target = Integer.parseInt(port.group(2));
    door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
  }

  /** The database, seen through the wire. */
  MySqlDatabase database() {
    return new MySqlDatabase(
        PORT.matcher(database.jdbcUrl()).replaceFirst("$1" + door.getLocalPort()),
        database.user(),
        database.password());
  }

  void cut() {
    cut = true;
    open.forEach(Interruption::end);
    open.clear();
  }

  /** Breaks each connection that says this, as a server does that finds a statement too large. */
  void breakOn(String text) {
    forbidden = text;
  }

  void mend() {
    cut = false;
  }

  private void serve() {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        if (cut) {
          end(client);
        } else {
          join(client, new Socket(InetAddress.getLoopbackAddress(), target));
        }
      } catch (IOException closed) {
        // The test is over, or this one connection failed: MySQL's driver sees it end.
      }
    }
  }

  private void join(Socket client, Socket server) {
    open.add(client);
    open.add(server);
    Thread.ofVirtual().start(() -> copy(client, server));
    Thread.ofVirtual().start(() -> copy(server, client));
  }

  private void copy(Socket from, Socket to) {
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      byte[] some = new byte[1 << 16];
      for (int length = in.read(some); length > 0; length = in.read(some)) {
        String text = new String(some, 0, length, StandardCharsets.ISO_8859_1);
        if (forbidden != null && text.contains(forbidden)) {
          return;
        }
        out.write(some, 0, length);
      }
    } catch (IOException cut) {
      // Either side ended; both are closed now.
    }
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    cut();
  }
}
