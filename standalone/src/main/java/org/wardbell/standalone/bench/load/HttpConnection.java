package org.wardbell.standalone.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A keep-alive HTTP/1.1 connection on loopback that posts and reads short answers. Written by hand,
 * because the generator shares its cores with the measured server: a general client costs several
 * times as much.
 */
final class HttpConnection implements AutoCloseable {
  /** An answer to a post is a few hundred bytes; a problem document a few thousand. */
  private static final int MAX_ANSWER_BYTES = 64 * 1024;

  /** Longer than any request of a server that is alive. */
  private static final int ANSWER_TIMEOUT_MILLIS = 30_000;

  private static final String END_OF_HEAD = "\r\n\r\n";

  private final Socket socket;
  private final InputStream in;
  private final byte[] buffer = new byte[MAX_ANSWER_BYTES];
  private int filled;

  /** An answer: its status, and its body as text. */
  record Answer(int status, String body) {}

  private HttpConnection(Socket socket) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
  }

  static HttpConnection open(int port) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(ANSWER_TIMEOUT_MILLIS);
      socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 5_000);
      return new HttpConnection(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /**
   * Sends these bytes and reads one answer; after an exception the connection is of no use any
   * more.
   */
  Answer exchange(byte[] request) throws IOException {
    socket.getOutputStream().write(request);
    filled = 0;
    int bodyAt = readHead();
    String head = text(0, bodyAt).toLowerCase(Locale.ROOT);
    int status = Integer.parseInt(head.substring(9, 12));
    int lengthAt = head.indexOf("\r\ncontent-length:");
    if (lengthAt >= 0) {
      int from = lengthAt + "\r\ncontent-length:".length();
      int length = Integer.parseInt(head.substring(from, head.indexOf("\r\n", from)).strip());
      readUpTo(bodyAt + length);
      return new Answer(status, text(bodyAt, bodyAt + length));
    }
    return new Answer(status, head.contains("\r\ntransfer-encoding:") ? readChunks(bodyAt) : "");
  }

  private int readHead() throws IOException {
    while (true) {
      readUpTo(filled + 1);
      int end = text(0, filled).indexOf(END_OF_HEAD);
      if (end >= 0) {
        return end + END_OF_HEAD.length();
      }
    }
  }

  private String readChunks(int from) throws IOException {
    StringBuilder body = new StringBuilder();
    int at = from;
    while (true) {
      int endOfLine = lineEnd(at);
      int size = Integer.parseInt(text(at, endOfLine).strip(), 16);
      int chunkAt = endOfLine + 2;
      readUpTo(chunkAt + size + 2);
      if (size == 0) {
        return body.toString();
      }
      body.append(text(chunkAt, chunkAt + size));
      at = chunkAt + size + 2;
    }
  }

  private int lineEnd(int from) throws IOException {
    while (true) {
      int end = text(from, filled).indexOf("\r\n");
      if (end >= 0) {
        return from + end;
      }
      readUpTo(filled + 1);
    }
  }

  private void readUpTo(int wanted) throws IOException {
    if (wanted > buffer.length) {
      throw new IOException("an answer of more than " + MAX_ANSWER_BYTES + " bytes");
    }
    while (filled < wanted) {
      int read = in.read(buffer, filled, buffer.length - filled);
      if (read < 0) {
        throw new EOFException("the server closed the connection in the middle of an answer");
      }
      filled += read;
    }
  }

  private String text(int from, int to) {
    return new String(buffer, from, Math.max(0, to - from), StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // Nobody waits for further answers of this connection.
    }
  }
}
