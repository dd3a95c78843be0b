package org.wardbell.activities.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A loopback server that breaks HTTP on its sockets. */
public final class RawReceiver implements AutoCloseable {
  /** A way of treating one connection; its number counts from 1. */
  public interface AnswerStyle {
    void meet(RawReceiver receiver, Socket socket, int number) throws Exception;
  }

  private static final String LENGTH = "Content-Length: ";

  final AtomicInteger connections = new AtomicInteger();
  final AtomicInteger requests = new AtomicInteger();
  final AtomicLong written = new AtomicLong();

  /** Connections that have ended, by us or by the sender, which then refuses further bytes. */
  final AtomicInteger ended = new AtomicInteger();

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

  public RawReceiver(AnswerStyle style) throws IOException {
    Thread.ofVirtual().start(() -> acceptAll(style));
  }

  public int port() {
    return server.getLocalPort();
  }

  String url() {
    return "http://127.0.0.1:" + server.getLocalPort() + "/hook";
  }

  private void acceptAll(AnswerStyle style) {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        int number = connections.incrementAndGet();
        Thread.ofVirtual().start(() -> meet(style, socket, number));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void meet(AnswerStyle style, Socket socket, int number) {
    try (socket) {
      style.meet(this, socket, number);
    } catch (Exception e) {
      // The sender went away, which is what most of these tests are about.
      socket.isClosed();
    } finally {
      ended.incrementAndGet();
    }
  }

  /** Reads one request with a small body; its head ends with an empty line. */
  void readRequest(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the sender closed the connection");
      }
      head.append((char) next);
    }
    int at = head.indexOf(LENGTH);
    if (at >= 0) {
      int length = at + LENGTH.length();
      in.readNBytes(Integer.parseInt(head.substring(length, head.indexOf("\r\n", length))));
    }
    requests.incrementAndGet();
  }

  void write(Socket socket, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    socket.getOutputStream().write(bytes);
    written.addAndGet(bytes.length);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
