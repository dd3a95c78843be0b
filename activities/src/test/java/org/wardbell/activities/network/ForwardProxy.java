package org.wardbell.activities.network;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An HTTP proxy on this machine for tests: it notes each request, and leads every tunnel and every
 * request to one port of this machine, regardless of the named host.
 */
public final class ForwardProxy implements AutoCloseable {
  private final ServerSocket server;
  private final int target;
  private final String wantedAuthorization;
  private final List<String> requests = new CopyOnWriteArrayList<>();

  /**
   * @param wantedAuthorization value of Proxy-Authorization without which it answers 407; empty for
   *     none
   */
  public ForwardProxy(int target, String wantedAuthorization) {
    this.target = target;
    this.wantedAuthorization = wantedAuthorization;
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  public int port() {
    return server.getLocalPort();
  }

  /** Returns the request lines it was sent, in order. */
  public List<String> requests() {
    return requests;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      InputStream in = new BufferedInputStream(client.getInputStream());
      while (true) {
        String line = line(in);
        requests.add(line);
        StringBuilder head = new StringBuilder();
        boolean authorized = wantedAuthorization.isEmpty();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
          authorized |= header.equalsIgnoreCase("Proxy-Authorization: " + wantedAuthorization);
          head.append(header).append("\r\n");
        }
        if (!authorized) {
          answer(client, "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=x");
          continue;
        }
        if (line.contains("forbidden.example")) {
          answer(client, "403 Forbidden");
          return;
        }
        forward(client, in, line, head.toString());
        return;
      }
    } catch (IOException gone) {
      // The client hung up, which is its right.
    }
  }

  private void forward(Socket client, InputStream in, String line, String head) throws IOException {
    try (Socket onward = new Socket(InetAddress.getLoopbackAddress(), target)) {
      if (line.startsWith("CONNECT ")) {
        client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      } else {
        String[] parts = line.split(" ");
        String path = parts[1].replaceFirst("^http://[^/]+", "");
        String begin = parts[0] + " " + path + " HTTP/1.1\r\n" + head + "\r\n";
        onward.getOutputStream().write(begin.getBytes(StandardCharsets.UTF_8));
      }
      Thread up = Thread.ofVirtual().start(() -> copy(in, onward));
      onward.getInputStream().transferTo(client.getOutputStream());
      up.interrupt();
    }
  }

  private static void copy(InputStream from, Socket to) {
    try {
      OutputStream out = to.getOutputStream();
      from.transferTo(out);
    } catch (IOException gone) {
      // The end of one direction ends the other as well.
    }
  }

  private static void answer(Socket client, String status) throws IOException {
    client
        .getOutputStream()
        .write(
            ("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the client hung up");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
